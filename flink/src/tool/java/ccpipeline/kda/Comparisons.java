package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** Predicates. AWS: SQL Reference, "Conditional Clause". */
final class Comparisons {
    private Comparisons() {}

    /** The predicate that a call is, or null. */
    static Typed of(SqlCall call, Context context) {
        switch (call.getKind()) {
            case EQUALS:
                return compare("=", call, context);
            case NOT_EQUALS:
                return compare("<>", call, context);
            case LESS_THAN:
                return compare("<", call, context);
            case LESS_THAN_OR_EQUAL:
                return compare("<=", call, context);
            case GREATER_THAN:
                return compare(">", call, context);
            case GREATER_THAN_OR_EQUAL:
                return compare(">=", call, context);
            case IS_DISTINCT_FROM:
                return compare("IS DISTINCT FROM", call, context);
            case IS_NOT_DISTINCT_FROM:
                return compare("IS NOT DISTINCT FROM", call, context);
            case IS_NULL:
            case IS_NOT_NULL:
            case IS_TRUE:
            case IS_NOT_TRUE:
            case IS_FALSE:
            case IS_NOT_FALSE:
            case IS_UNKNOWN:
                return predicate(Expressions.of(call.operand(0), context).in(Typed.ADD) + " " + call.getKind().sql.replace("_", " "));
            case BETWEEN:
                return between(call, context);
            case IN:
            case NOT_IN:
                return in(call, context);
            case LIKE:
            case SIMILAR:
                return like(call, context);
            default:
                return null;
        }
    }

    private static Typed predicate(String text) {
        return new Typed(text, KdaType.BOOLEAN, Typed.COMPARE);
    }

    private static Typed compare(String operator, SqlCall call, Context context) {
        return compare(operator, call, Expressions.of(call.operand(0), context), Expressions.of(call.operand(1), context), context);
    }

    static Typed compare(String operator, SqlNode place, Typed left, Typed right, Context context) {
        Typed a = like(left, right, place, context);
        Typed b = like(right, left, place, context);
        return predicate(a.in(Typed.ADD) + " " + operator + " " + b.in(Typed.ADD));
    }

    /** A value as it is compared with another one. */
    private static Typed like(Typed value, Typed other, SqlNode place, Context context) {
        KdaType.Kind kind = value.type.kind;
        if (kind == KdaType.Kind.RECORD || other.type.kind == KdaType.Kind.RECORD) {
            throw RefusedException.at(place, "comparison", "a parsed line cannot be compared; take its columns, as r.COLUMN1");
        }
        if (kind == KdaType.Kind.NULL) {
            return Types.known(value, other.type.kind == KdaType.Kind.NULL ? KdaType.TEXT : other.type);
        }
        if (kind == KdaType.Kind.TEXT && other.type.kind != KdaType.Kind.TEXT && other.type.kind != KdaType.Kind.NULL) {
            return Types.convert(value, other.type.isNumber() ? KdaType.DOUBLE : other.type, context.notes, place);
        }
        boolean different = kind != other.type.kind && kind != KdaType.Kind.NULL && other.type.kind != KdaType.Kind.NULL && other.type.kind != KdaType.Kind.TEXT;
        boolean comparable = value.type.isNumber() && other.type.isNumber() || value.type.isTime() && other.type.isTime();
        if (different && !comparable) {
            throw RefusedException.at(place, "comparison", value.type + " and " + other.type + " cannot be compared; CAST one to the other's type");
        }
        return value;
    }

    private static Typed between(SqlCall call, Context context) {
        Typed value = Expressions.of(call.operand(0), context);
        Typed low = like(Expressions.of(call.operand(1), context), value, call, context);
        Typed high = like(Expressions.of(call.operand(2), context), value, call, context);
        Typed compared = like(value, low, call, context);
        String not = call.getOperator().getName().startsWith("NOT") ? "NOT " : "";
        if (call.getOperator().getName().contains("SYMMETRIC") && !call.getOperator().getName().contains("ASYMMETRIC")) {
            throw RefusedException.at(call, "BETWEEN SYMMETRIC", "write the two comparisons");
        }
        return predicate(compared.in(Typed.ADD) + " " + not + "BETWEEN " + low.in(Typed.ADD) + " AND " + high.in(Typed.ADD));
    }

    private static Typed in(SqlCall call, Context context) {
        if (!(call.operand(1) instanceof SqlNodeList)) {
            throw RefusedException.at(call, "IN", "a subquery in IN has no bounded state; list the values");
        }
        Typed value = Expressions.of(call.operand(0), context);
        List<String> items = new ArrayList<>();
        for (SqlNode item : (SqlNodeList) call.operand(1)) {
            Typed other = Expressions.of(item, context);
            value = like(value, other, call, context);
            items.add(like(other, value, call, context).text);
        }
        return predicate(value.in(Typed.ADD) + " " + call.getOperator().getName() + " (" + String.join(", ", items) + ")");
    }

    private static Typed like(SqlCall call, Context context) {
        Typed value = text(call.operand(0), context);
        Typed pattern = text(call.operand(1), context);
        String text = value.in(Typed.ADD) + " " + call.getOperator().getName() + " " + pattern.in(Typed.ADD);
        if (call.operandCount() > 2) {
            text += " ESCAPE " + text(call.operand(2), context).text;
        }
        return predicate(text);
    }

    static Typed text(SqlNode node, Context context) {
        Typed value = Expressions.of(node, context);
        boolean text = value.type.kind == KdaType.Kind.TEXT || value.type.kind == KdaType.Kind.NULL;
        return text ? Types.known(value, KdaType.TEXT) : Types.convert(value, KdaType.TEXT, context.notes, node);
    }
}
