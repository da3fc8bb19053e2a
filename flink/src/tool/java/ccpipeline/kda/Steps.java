package ccpipeline.kda;

import java.math.BigDecimal;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTimestampLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Recognizes times that are rounded down to steps. AWS: SQL Reference, "STEP", "FLOOR", "MONOTONIC Function"; Developer Guide,
 * "Timestamps and the ROWTIME Column".
 */
final class Steps {
    private static final Set<String> CALENDAR = Set.of("WEEK", "MONTH", "QUARTER", "YEAR");

    private Steps() {}

    /** A rounded time, or the clock itself, or null. */
    static TimeStep of(SqlNode node, Context rows) {
        if (node instanceof SqlIdentifier) {
            Typed column = Names.find((SqlIdentifier) node, rows);
            return column == null ? null : column.step;
        }
        if (!(node instanceof SqlCall) || ((SqlCall) node).operandCount() == 0) {
            return null;
        }
        SqlCall call = (SqlCall) node;
        switch (call.getOperator().getName().toUpperCase()) {
            case "MONOTONIC":
                return of(call.operand(0), rows);
            case "STEP":
                return step(call, rows);
            case "FLOOR":
                return call.operandCount() == 2 && call.operand(1) instanceof SqlIntervalQualifier ? floor(call, rows) : null;
            default:
                return null;
        }
    }

    /** A rounded time as a value; of a group, the time of its window. Null for other expressions. */
    static Typed value(SqlNode node, Context context) {
        TimeStep step = of(node, context);
        if (step == null) {
            return null;
        }
        if (context.windowMillis > 0 && step.clock) {
            return ofWindow(node, step, context);
        }
        if (node instanceof SqlIdentifier) {
            return null;
        }
        Typed value = step.rounds() ? step.of(step.time.text) : step.time;
        value.step = step;
        return value;
    }

    private static Typed ofWindow(SqlNode node, TimeStep step, Context context) {
        Typed start = Typed.atom("window_start", KdaType.TIMESTAMP);
        if (!step.rounds()) {
            context.notes.add("ROWTIME of the results of a window is the window's start.");
            return start;
        }
        if (step.calendarUnit == null && step.millis == context.windowMillis) {
            return start;
        }
        if (!step.isDividedBy(context.windowMillis)) {
            throw RefusedException.at(node, Expressions.name(node), "it is not among the expressions of GROUP BY");
        }
        return step.of("window_start");
    }

    private static TimeStep step(SqlCall call, Context rows) {
        if (call.operandCount() != 2 || !(call.operand(1) instanceof SqlIntervalLiteral)) {
            throw RefusedException.at(call, "STEP", "the form is STEP(time BY INTERVAL 'n' UNIT)", "step");
        }
        SqlIntervalQualifier unit = ((SqlIntervalLiteral.IntervalValue) ((SqlLiteral) call.operand(1)).getValue()).getIntervalQualifier();
        if (unit.isYearMonth()) {
            BigDecimal months = BigDecimal.valueOf(((SqlLiteral) call.operand(1)).getValueAs(BigDecimal.class).longValue());
            String name = months.intValue() == 1 ? "MONTH" : months.intValue() == 12 ? "YEAR" : months.intValue() == 3 ? "QUARTER" : null;
            if (name == null) {
                throw RefusedException.at(call, "STEP", "steps of " + months + " months cannot be carried over; take days");
            }
            return rounded(call, time(call.operand(0), rows), 0, name);
        }
        return rounded(call, time(call.operand(0), rows), millis(call.operand(1)), null);
    }

    /** Milliseconds of an interval's literal. */
    static long millis(SqlNode literal) {
        SqlIntervalQualifier unit = ((SqlIntervalLiteral.IntervalValue) ((SqlLiteral) literal).getValue()).getIntervalQualifier();
        if (unit.isYearMonth()) {
            throw RefusedException.at(literal, literal.toString(), "months have no constant length; take days");
        }
        return ((SqlLiteral) literal).getValueAs(BigDecimal.class).longValue();
    }

    private static TimeStep floor(SqlCall call, Context rows) {
        String unit = unit(call.operand(1));
        SqlNode of = call.operand(0);
        if (of.getKind() == SqlKind.DIVIDE || of.getKind() == SqlKind.MINUS) {
            return sinceEpoch(call, of, unit, rows);
        }
        if (CALENDAR.contains(unit)) {
            return rounded(call, time(of, rows), 0, unit);
        }
        Long millis = Times.UNITS.get(unit);
        if (millis == null) {
            throw RefusedException.at(call, "FLOOR TO " + unit, "there is no such step; take SECOND, MINUTE, HOUR or DAY");
        }
        return rounded(call, time(of, rows), millis, null);
    }

    /** {@code FLOOR((time - TIMESTAMP '1970-01-01 00:00:00') UNIT / n TO UNIT)}. */
    private static TimeStep sinceEpoch(SqlCall floor, SqlNode of, String unit, Context rows) {
        SqlCall difference = (SqlCall) (of.getKind() == SqlKind.DIVIDE ? ((SqlCall) of).operand(0) : of);
        SqlNode count = of.getKind() == SqlKind.DIVIDE ? ((SqlCall) of).operand(1) : SqlLiteral.createExactNumeric("1", SqlParserPos.ZERO);
        boolean known = difference.getKind() == SqlKind.MINUS
                && difference.operandCount() == 3
                && difference.operand(1) instanceof SqlTimestampLiteral
                && count instanceof SqlLiteral
                && Times.UNITS.containsKey(unit);
        if (!known) {
            throw RefusedException.at(floor, "FLOOR", "the form is FLOOR((time - TIMESTAMP '1970-01-01 00:00:00') UNIT / n TO UNIT)", "floor-minutes");
        }
        long millis = Times.UNITS.get(unit) * ((SqlLiteral) count).longValue(true);
        SqlTimestampLiteral epoch = difference.operand(1);
        long from = ((org.apache.calcite.util.TimestampString) epoch.getValue()).getMillisSinceEpoch();
        if (millis <= 0 || from % millis != 0) {
            throw RefusedException.at(floor, "FLOOR", "windows begin at multiples of their length since 1970; these would not", "floor-minutes");
        }
        return rounded(floor, time(difference.operand(0), rows), millis, null);
    }

    private static String unit(SqlNode qualifier) {
        return ((SqlIntervalQualifier) qualifier).getUnit().name();
    }

    private static Typed time(SqlNode node, Context rows) {
        Typed time = Expressions.of(node, rows.ofRows());
        if (time.type.kind == KdaType.Kind.TEXT) {
            return Types.convert(time, KdaType.TIMESTAMP, rows.notes, node);
        }
        if (!time.type.isTime()) {
            throw RefusedException.at(node, Expressions.name(node), "a time is expected here, this is " + time.type);
        }
        return time;
    }

    private static TimeStep rounded(SqlNode place, Typed time, long millis, String calendarUnit) {
        if (calendarUnit == null && millis <= 0) {
            throw RefusedException.at(place, "STEP", "a step is longer than nothing", "step");
        }
        TimeStep inner = time.step;
        boolean onClock = inner != null && inner.clock && (!inner.rounds() || inner.calendarUnit == null && (calendarUnit != null || millis % inner.millis == 0));
        return new TimeStep(onClock, time, millis, calendarUnit);
    }
}
