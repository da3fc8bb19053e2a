package ccpipeline.kda;

import java.util.List;
import org.apache.calcite.sql.SqlCall;

/**
 * Functions of floating point numbers. Where Flink's give NaN or Infinity, which no JSON number is, they give null; the service
 * put the row into its error stream. AWS: SQL Reference, "Numeric Functions".
 */
final class Doubles {
    private Doubles() {}

    /** A function with a value only for arguments that a condition is true for, such as {@code > 0}. */
    static Typed over(String name, String condition, SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 1, 1);
        Typed of = argument(call, arguments.get(0), context);
        note(name, context);
        return Typed.atom(name + "(CASE WHEN " + of.in(Typed.ADD) + condition + " THEN " + of.text + " END)", KdaType.DOUBLE);
    }

    /** A power: a negative base has whole exponents only, and zero has none below zero. */
    static Typed power(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        Typed exponent = argument(call, arguments.get(1), context);
        Typed base = argument(call, arguments.get(0), context);
        String power = "POWER(" + base.text + ", " + exponent.text + ")";
        if (arguments.get(1).literal && arguments.get(1).text.matches("\\d+")) {
            return Typed.atom(power, KdaType.DOUBLE);
        }
        note("POWER", context);
        String b = base.in(Typed.ADD);
        if (arguments.get(1).literal && arguments.get(1).text.matches("\\d*\\.\\d+")) {
            return Typed.atom("CASE WHEN " + b + " >= 0 THEN " + power + " END", KdaType.DOUBLE);
        }
        String e = exponent.in(Typed.ADD);
        return Typed.atom("CASE WHEN " + b + " > 0 OR " + b + " = 0 AND " + e + " >= 0 OR " + b + " < 0 AND " + e + " = FLOOR(" + exponent.text + ") THEN " + power + " END", KdaType.DOUBLE);
    }

    private static Typed argument(SqlCall call, Typed value, Context context) {
        return Types.convert(Arithmetic.number(value, call, context), KdaType.DOUBLE, context.notes, call);
    }

    private static void note(String name, Context context) {
        context.notes.add(name + " gives null where it has no value; the service put its row into the error stream.");
    }
}
