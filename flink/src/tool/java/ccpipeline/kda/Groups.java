package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;

/**
 * The groups of a SELECT: the window that decides, and the other expressions. AWS: SQL Reference, "GROUP BY clause"; Developer
 * Guide, "Tumbling Windows (Aggregations Using GROUP BY)" and "Timestamps and the ROWTIME Column".
 */
final class Groups {
    private static final String ADVICE =
            "group by a window, as STEP(ROWTIME BY INTERVAL '60' SECOND): without one, no group is ever complete";

    /** Milliseconds of the window. */
    final long windowMillis;

    final List<Typed> keys;

    private Groups(long windowMillis, List<Typed> keys) {
        this.windowMillis = windowMillis;
        this.keys = keys;
    }

    /**
     * Reads GROUP BY.
     *
     * @param place for what is refused.
     */
    static Groups of(List<SqlNode> items, SqlNode place, Context rows) {
        List<TimeStep> windows = new ArrayList<>();
        List<Typed> keys = new ArrayList<>();
        for (SqlNode item : items) {
            TimeStep step = Steps.of(item, rows);
            if (step != null && step.clock && !step.rounds()) {
                throw RefusedException.at(item, "GROUP BY ROWTIME", "each record would be a group of its own; " + ADVICE, "step");
            }
            if (step != null && step.clock) {
                windows.add(step);
            } else if (!(item instanceof SqlLiteral)) {
                Typed key = Expressions.of(item, rows);
                if (keys.stream().noneMatch(other -> other.text.equals(key.text))) {
                    keys.add(key);
                }
            }
        }
        long finest = windows.stream().filter(step -> step.millis > 0).mapToLong(step -> step.millis).min().orElse(0);
        if (finest == 0) {
            boolean distinct = place instanceof SqlSelect && ((SqlSelect) place).isDistinct();
            String grouping = distinct ? "SELECT DISTINCT" : "GROUP BY";
            String construct = windows.isEmpty() ? grouping + " without a window" : grouping + " " + windows.get(0).calendarUnit;
            String message = windows.isEmpty() ? ADVICE : "windows of the calendar differ in length; group by days";
            throw RefusedException.at(place, construct, message, "group-by-without-window");
        }
        for (TimeStep step : windows) {
            if (!step.isDividedBy(finest)) {
                throw RefusedException.at(place, "GROUP BY two windows", "the longer one is no multiple of the shorter one; group by a window that divides both", "step");
            }
        }
        return new Groups(finest, keys);
    }

    /** The expression of GROUP BY that a node is, or null. */
    static Typed key(SqlNode node, Context context) {
        if (context.groupKeys.isEmpty() || node instanceof SqlLiteral || node.getKind() == SqlKind.OVER) {
            return null;
        }
        if (node instanceof SqlIdentifier && Names.find((SqlIdentifier) node, context) == null) {
            return null;
        }
        try {
            Typed value = Expressions.of(node, Context.of(context.relation, context.windows, context.notes));
            return context.groupKeys.stream().filter(key -> key.text.equals(value.text)).findFirst().orElse(null);
        } catch (RefusedException e) {
            return null; // an aggregate, which is no key
        }
    }
}
