package ccpipeline.kda;

import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Functions of times. AWS: SQL Reference, "Date and Time Functions" and "Date, Timestamp, and Interval Operators". */
final class TimeFunctions {
    private static final Set<String> FIELDS =
            Set.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "DOW", "HOUR", "MINUTE", "SECOND");

    private TimeFunctions() {}

    /** A time plus or minus an interval, the interval between two times, or an interval times a number. */
    static Typed arithmetic(SqlCall call, Typed left, Typed right, Context context) {
        boolean minus = call.getKind() == SqlKind.MINUS;
        if (minus && left.type.isTime() && right.type.isTime()) {
            return difference(call, left, right);
        }
        if ((minus || call.getKind() == SqlKind.PLUS) && (left.type.isTime() != right.type.isTime())) {
            Typed time = left.type.isTime() ? left : right;
            Typed interval = left.type.isTime() ? right : left;
            return shifted(call, time, interval, minus);
        }
        if (call.getKind() == SqlKind.TIMES && right.type.kind == KdaType.Kind.INTERVAL && left.type.isNumber()) {
            return arithmetic(call, right, left, context);
        }
        boolean scaled = left.type.kind == KdaType.Kind.INTERVAL && right.type.isNumber();
        if (scaled && (call.getKind() == SqlKind.TIMES || call.getKind() == SqlKind.DIVIDE)) {
            String sign = call.getKind() == SqlKind.TIMES ? " * " : " / ";
            Typed number = call.getKind() == SqlKind.TIMES ? right : Arithmetic.divisor(right, context);
            Typed result = new Typed(left.in(Typed.MULTIPLY) + sign + number.in(Typed.ATOM), KdaType.INTERVAL, Typed.MULTIPLY);
            result.unitMillis = left.unitMillis;
            return result;
        }
        throw RefusedException.at(call, call.getOperator().getName(), left.type + " and " + right.type + " cannot be combined so");
    }

    private static Typed difference(SqlCall call, Typed left, Typed right) {
        if (left.type.kind != KdaType.Kind.TIMESTAMP || right.type.kind != KdaType.Kind.TIMESTAMP) {
            throw RefusedException.at(call, "-", "only two TIMESTAMPs can be subtracted; CAST the others");
        }
        Typed interval = new Typed(Times.millis(left.text) + " - " + Times.millis(right.text), KdaType.INTERVAL, Typed.ADD);
        if (call.operandCount() > 2 && call.operand(2) instanceof SqlIntervalQualifier) {
            interval.unitMillis = Times.UNITS.getOrDefault(((SqlIntervalQualifier) call.operand(2)).getUnit().name(), 1L);
        }
        return interval;
    }

    private static Typed shifted(SqlCall call, Typed time, Typed interval, boolean minus) {
        if (interval.type.kind != KdaType.Kind.INTERVAL || time.type.kind != KdaType.Kind.TIMESTAMP) {
            throw RefusedException.at(call, call.getOperator().getName(), "an interval is added to a TIMESTAMP: TIMESTAMP ± INTERVAL 'n' UNIT");
        }
        if (interval.literal) {
            return new Typed(time.in(Typed.ADD) + (minus ? " - " : " + ") + FlinkText.interval(Long.parseLong(interval.text)), KdaType.TIMESTAMP, Typed.ADD);
        }
        String sign = minus ? " - " : " + ";
        return Typed.atom(Times.fromMillis(Times.millis(time.text) + sign + interval.in(Typed.MULTIPLY)), KdaType.TIMESTAMP);
    }

    static Typed ceil(SqlCall call, List<Typed> none, Context context) {
        Typed value = Expressions.of(call.operand(0), context);
        if (call.operandCount() == 1) {
            Typed number = Arithmetic.number(value, call, context);
            Typed whole = Typed.atom("CEIL(" + number.text + ")", number.type);
            whole.whole = true;
            return whole;
        }
        if (!(call.operand(1) instanceof SqlIntervalQualifier) || !value.type.isTime()) {
            throw RefusedException.at(call, "CEIL", "the forms are CEIL(number) and CEIL(time TO UNIT)");
        }
        return Typed.atom("CEIL(" + timestamp(value, call, context) + " TO " + ((SqlIntervalQualifier) call.operand(1)).getUnit() + ")", KdaType.TIMESTAMP);
    }

    static Typed extract(SqlCall call, List<Typed> none, Context context) {
        String field = ((SqlIntervalQualifier) call.operand(0)).getUnit().name();
        if (!FIELDS.contains(field)) {
            throw RefusedException.at(call, "EXTRACT " + field, "there is no such part; take one of " + String.join(", ", FIELDS));
        }
        Typed time = Expressions.of(call.operand(1), context);
        if (time.type.kind == KdaType.Kind.INTERVAL) {
            throw RefusedException.at(call, "EXTRACT", "the parts of an interval are not carried over; use TSDIFF");
        }
        String of = time.type.kind == KdaType.Kind.TEXT ? timestamp(time, call, context) : time.text;
        return Typed.atom("CAST(EXTRACT(" + field + " FROM " + of + ") AS INTEGER)", KdaType.INTEGER);
    }

    static String timestamp(Typed time, SqlNode place, Context context) {
        return time.type.kind == KdaType.Kind.TIMESTAMP ? time.text : Types.convert(time, KdaType.TIMESTAMP, context.notes, place).text;
    }

    /** Milliseconds since 1970 in the service, seconds in Flink. */
    static Typed unixTimestamp(SqlCall call, List<Typed> arguments, Context context) {
        if (arguments.isEmpty()) {
            throw RefusedException.at(call, "UNIX_TIMESTAMP", "without a time it is the clock of the machine; give it ROWTIME");
        }
        Functions.count(call, 1, 1);
        return Typed.atom(Times.millis(timestamp(arguments.get(0), call, context)), KdaType.BIGINT);
    }

    /** From milliseconds since 1970 in the service, from a text in Flink. */
    static Typed toTimestamp(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 1, 1);
        Typed millis = Types.convert(Arithmetic.number(arguments.get(0), call, context), KdaType.BIGINT, context.notes, call);
        return Typed.atom(Times.fromMillis(millis.text), KdaType.TIMESTAMP);
    }

    /** Milliseconds from the first to the second time. */
    static Typed tsdiff(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        String from = Times.millis(timestamp(arguments.get(0), call, context));
        String to = Times.millis(timestamp(arguments.get(1), call, context));
        return new Typed(to + " - " + from, KdaType.BIGINT, Typed.ADD);
    }

    static Typed timestampDiff(SqlCall call, List<Typed> none, Context context) {
        String unit = call.operand(0) instanceof SqlIntervalQualifier ? ((SqlIntervalQualifier) call.operand(0)).getUnit().name() : call.operand(0).toString();
        String from = timestamp(Expressions.of(call.operand(1), context), call, context);
        String to = timestamp(Expressions.of(call.operand(2), context), call, context);
        return Typed.atom("TIMESTAMPDIFF(" + unit + ", " + from + ", " + to + ")", KdaType.INTEGER);
    }

    static Typed timestampAdd(SqlCall call, List<Typed> none, Context context) {
        String unit = call.operand(0) instanceof SqlIntervalQualifier ? ((SqlIntervalQualifier) call.operand(0)).getUnit().name() : call.operand(0).toString();
        Typed count = Types.convert(Expressions.of(call.operand(1), context), KdaType.INTEGER, context.notes, call);
        String time = timestamp(Expressions.of(call.operand(2), context), call, context);
        return Typed.atom("TIMESTAMPADD(" + unit + ", " + count.text + ", " + time + ")", KdaType.TIMESTAMP);
    }

    static Typed toChar(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        String pattern = TimePatterns.printed(Texts.constant(call, 0), call);
        return Typed.atom("DATE_FORMAT(" + timestamp(arguments.get(1), call, context) + ", " + FlinkText.text(pattern) + ")", KdaType.TEXT);
    }

    static Typed fromChar(KdaType type, SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        String pattern = TimePatterns.read(Texts.constant(call, 0), call, context.notes);
        String text = "TO_TIMESTAMP(" + Comparisons.text(call.operand(1), context).text + ", " + FlinkText.text(pattern) + ")";
        context.notes.add("A text that does not match its pattern gives null; the service put its row into the error stream.");
        Typed time = Typed.atom("CAST(" + text + " AS TIMESTAMP(3))", KdaType.TIMESTAMP);
        return type.kind == KdaType.Kind.TIMESTAMP ? time : Types.convert(time, type, context.notes, call);
    }
}
