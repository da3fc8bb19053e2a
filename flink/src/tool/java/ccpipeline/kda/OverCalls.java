package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWindow;

/**
 * Aggregates over the frame of a record. AWS: SQL Reference, "WINDOW Clause (Sliding Windows)", "LAG"; Developer Guide, "Sliding
 * Windows".
 */
final class OverCalls {
    private static final Set<String> OFFSETS = Set.of("LAG");

    private OverCalls() {}

    static Typed of(SqlCall over, Context context) {
        SqlNode function = over.operand(0);
        if (!(function instanceof SqlCall)) {
            throw RefusedException.at(over, "OVER", "an aggregate is expected before OVER");
        }
        if (context.windowMillis > 0) {
            throw RefusedException.at(over, "OVER", "an aggregate over a frame of groups; put the GROUP BY into a stream or a subquery of its own");
        }
        SqlWindow window = window(over.operand(1), context);
        SqlCall call = (SqlCall) function;
        if (OFFSETS.contains(call.getOperator().getName().toUpperCase())) {
            return lag(call, window, context);
        }
        Typed aggregate = Aggregates.of(call, context);
        String text = context.overs.add(frame(window, context), aggregate.text);
        return Typed.atom(text, aggregate.type);
    }

    private static SqlWindow window(SqlNode node, Context context) {
        if (node instanceof SqlWindow) {
            SqlWindow window = (SqlWindow) node;
            SqlIdentifier base = window.getRefName();
            return base == null ? window : window(base, context);
        }
        String name = ((SqlIdentifier) node).getSimple();
        SqlWindow window = context.windows.get(name);
        if (window == null) {
            throw RefusedException.at(node, "OVER " + name, "there is no such window in the WINDOW clause");
        }
        return window.getRefName() == null ? window : window(window.getRefName(), context);
    }

    /** A window's text in Flink: ordered by the time attribute, and with both ends of its frame. */
    private static String frame(SqlWindow window, Context context) {
        SqlNode from = window.getLowerBound();
        String unit = from == null || !window.isRows() ? "RANGE" : "ROWS";
        String low = from == null ? "UNBOUNDED PRECEDING" : bound(from, window.isRows());
        SqlNode to = window.getUpperBound();
        if (to != null && !SqlWindow.isCurrentRow(to)) {
            throw RefusedException.at(to, "frame", "a frame ends with the current row: later rows are not there yet");
        }
        if (unit.equals("RANGE")) {
            context.notes.add("A frame by time holds all records of the current one's millisecond, also those that come after it.");
        }
        return order(window, context) + " " + unit + " BETWEEN " + low + " AND CURRENT ROW";
    }

    private static String order(SqlWindow window, Context context) {
        for (SqlNode item : window.getOrderList()) {
            TimeStep step = item.getKind() == SqlKind.DESCENDING ? null : Steps.of(item, context);
            if (step == null || !step.clock || step.rounds()) {
                throw RefusedException.at(item, "ORDER BY", "the rows of a frame can only be in the order of ROWTIME");
            }
        }
        List<String> partition = new ArrayList<>();
        for (SqlNode item : window.getPartitionList()) {
            partition.add(Expressions.of(item, context.ofRows()).text);
        }
        return (partition.isEmpty() ? "" : "PARTITION BY " + String.join(", ", partition) + " ") + "ORDER BY " + clock(window, context);
    }

    private static String clock(SqlNode place, Context context) {
        if (context.relation.clock == null) {
            throw RefusedException.at(place, "OVER", "its rows have no ROWTIME any more");
        }
        return FlinkText.quoted(context.relation.clock);
    }

    private static String bound(SqlNode bound, boolean rows) {
        if (SqlWindow.isUnboundedPreceding(bound)) {
            return "UNBOUNDED PRECEDING";
        }
        if (SqlWindow.isCurrentRow(bound)) {
            return "CURRENT ROW";
        }
        SqlNode size = bound instanceof SqlCall && bound.getKind() == SqlKind.PRECEDING ? ((SqlCall) bound).operand(0) : null;
        if (!rows && size instanceof SqlIntervalLiteral) {
            return FlinkText.interval(Steps.millis(size)) + " PRECEDING";
        }
        if (rows && size instanceof SqlLiteral) {
            return size + " PRECEDING";
        }
        throw RefusedException.at(bound, "frame", "a frame begins with INTERVAL 'n' UNIT PRECEDING or with ROWS n PRECEDING");
    }

    /** LAG of Flink has no frame: one by rows is left out where it holds the row, one by time limits the row's age. */
    private static Typed lag(SqlCall call, SqlWindow window, Context context) {
        List<Typed> arguments = call.getOperandList().stream().map(one -> Expressions.of(one, context.ofRows())).collect(Collectors.toList());
        if (arguments.size() > 2) {
            KdaType type = arguments.get(0).type; // Flink wants the default of the value's own type
            arguments.set(2, Typed.atom(Types.aligned(arguments.get(2), type), type));
        }
        int offset = call.operandCount() < 2 ? 1 : call.operand(1) instanceof SqlLiteral ? ((SqlLiteral) call.operand(1)).intValue(true) : -1;
        SqlNode from = window.getLowerBound();
        if (offset < 0 || offset == 0) {
            throw RefusedException.at(call, "LAG", "the number of rows is a literal, from 1");
        }
        String order = order(window, context);
        String text = arguments.stream().map(one -> one.text).collect(Collectors.joining(", "));
        Typed value = Typed.atom(context.overs.add(order, "LAG(" + text + ")"), arguments.get(0).type);
        if (from == null || SqlWindow.isUnboundedPreceding(from)) {
            return value;
        }
        SqlNode size = from.getKind() == SqlKind.PRECEDING ? ((SqlCall) from).operand(0) : null;
        String otherwise = arguments.size() > 2 ? arguments.get(2).text : null;
        if (window.isRows()) {
            boolean holds = size instanceof SqlLiteral && ((SqlLiteral) size).intValue(true) >= offset;
            if (!holds) {
                throw RefusedException.at(call, "LAG", "its frame has fewer rows than it goes back, so that it has no value");
            }
            return value;
        }
        if (!(size instanceof SqlIntervalLiteral)) {
            throw RefusedException.at(from, "frame", "a frame of LAG begins with INTERVAL 'n' UNIT PRECEDING or with ROWS n PRECEDING");
        }
        String time = "CAST(" + clock(window, context) + " AS TIMESTAMP(3))";
        String before = context.overs.add(order, "LAG(" + time + ", " + offset + ")");
        return Typed.atom(
                "CASE WHEN " + before + " >= " + time + " - " + FlinkText.interval(Steps.millis(size)) + " THEN " + value.text
                        + (otherwise == null ? "" : " ELSE " + otherwise) + " END",
                value.type);
    }
}
