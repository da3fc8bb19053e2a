package ccpipeline.kda;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Sums, products and differences of numbers and of times. AWS: SQL Reference, "Operators". */
final class Arithmetic {
    private Arithmetic() {}

    static Typed of(SqlCall call, Context context) {
        Typed left = Expressions.of(call.operand(0), context);
        if (call.operandCount() == 1) {
            Typed number = number(left, call, context);
            String sign = call.getKind() == SqlKind.MINUS_PREFIX ? "-" : "";
            return new Typed(sign + number.in(Typed.ATOM), number.type, Typed.MULTIPLY);
        }
        Typed right = Expressions.of(call.operand(1), context);
        if (left.type.isTime() || right.type.isTime() || left.type.kind == KdaType.Kind.INTERVAL || right.type.kind == KdaType.Kind.INTERVAL) {
            return TimeFunctions.arithmetic(call, left, right, context);
        }
        return numbers(call, number(left, call.operand(0), context), number(right, call.operand(1), context), context);
    }

    /** A number as an operand; a text is converted, as the service does. */
    static Typed number(Typed value, SqlNode place, Context context) {
        if (value.type.isNumber() || value.type.kind == KdaType.Kind.NULL) {
            return Types.known(value, KdaType.INTEGER);
        }
        if (value.type.kind == KdaType.Kind.TEXT) {
            return Types.convert(value, KdaType.DOUBLE, context.notes, place);
        }
        throw RefusedException.at(place, Expressions.name(place), "a number is expected here, this is " + value.type);
    }

    private static Typed numbers(SqlCall call, Typed left, Typed right, Context context) {
        KdaType type = type(call.getKind(), left.type, right.type);
        boolean divides = call.getKind() == SqlKind.DIVIDE;
        int level = divides || call.getKind() == SqlKind.TIMES ? Typed.MULTIPLY : Typed.ADD;
        Typed second = divides ? divisor(right, context) : right;
        if (call.getKind() == SqlKind.TIMES && type.kind == KdaType.Kind.INTEGER && !(left.literal && right.literal)) {
            return new Typed("CAST(" + left.text + " AS BIGINT) * " + right.in(level + 1), KdaType.BIGINT, level); // Flink's INTEGER overflows in silence
        }
        String sign = divides ? "/" : call.getKind() == SqlKind.TIMES ? "*" : call.getKind() == SqlKind.PLUS ? "+" : "-";
        return new Typed(left.in(level) + " " + sign + " " + second.in(level + 1), type, level);
    }

    static Typed modulo(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        Typed left = number(arguments.get(0), call.operand(0), context);
        Typed right = number(arguments.get(1), call.operand(1), context);
        if (!left.type.isExact() || !right.type.isExact()) {
            throw RefusedException.at(call, "MOD", "it takes whole numbers; CAST the arguments to BIGINT");
        }
        return Typed.atom("MOD(" + left.text + ", " + divisor(right, context).text + ")", right.type);
    }

    /** A divisor for which a zero gives null: exact numbers would end the job, a DOUBLE would be delivered as Infinity or NaN. */
    static Typed divisor(Typed value, Context context) {
        boolean neverZero = value.text.equals("COUNT(*)") && context.windowMillis > 0 || value.literal && value.text.matches("[\\d.]*[1-9].*");
        if (neverZero || value.type.kind == KdaType.Kind.NULL) {
            return value;
        }
        context.notes.add("A division by zero gives null; the service put its row into the error stream.");
        return Typed.atom("NULLIF(" + value.text + ", 0)", value.type);
    }

    /** The type of a result, by Calcite's rules for exact numbers. */
    private static KdaType type(SqlKind kind, KdaType left, KdaType right) {
        if (left.kind == KdaType.Kind.NULL || right.kind == KdaType.Kind.NULL) {
            return left.kind == KdaType.Kind.NULL ? right : left;
        }
        if (left.kind == KdaType.Kind.DOUBLE || right.kind == KdaType.Kind.DOUBLE) {
            return KdaType.DOUBLE;
        }
        if (left.isWhole() && right.isWhole()) {
            return left.kind == KdaType.Kind.BIGINT || right.kind == KdaType.Kind.BIGINT ? KdaType.BIGINT : KdaType.INTEGER;
        }
        KdaType x = left.asDecimal();
        KdaType y = right.asDecimal();
        if (kind == SqlKind.TIMES) {
            return KdaType.decimal(x.precision + y.precision, x.scale + y.scale);
        }
        if (kind == SqlKind.DIVIDE) {
            int scale = Math.max(6, x.scale + y.precision + 1);
            return KdaType.decimal(x.precision - x.scale + y.scale + scale, scale);
        }
        int scale = Math.max(x.scale, y.scale);
        return KdaType.decimal(Math.max(x.wholeDigits(), y.wholeDigits()) + scale + 1, scale);
    }
}
