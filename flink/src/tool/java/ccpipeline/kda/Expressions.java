package ccpipeline.kda;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/** Translates expressions to Flink SQL. AWS: SQL Reference, "Expressions and Literals" and "Conditions". */
final class Expressions {
    private Expressions() {}

    /** Translates an expression; one whose translation fails in a way that is not foreseen is refused by its text. */
    static Typed of(SqlNode node, Context context) {
        try {
            return translated(node, context);
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw RefusedException.at(node, node.toString().replaceAll("\\s+", " "), Refusal.UNTRANSLATED);
        }
    }

    private static Typed translated(SqlNode node, Context context) {
        Typed grouped = Groups.key(node, context);
        if (grouped != null) {
            return grouped;
        }
        Typed step = Steps.value(node, context);
        if (step != null) {
            return step;
        }
        if (node instanceof SqlIdentifier) {
            return Names.resolve((SqlIdentifier) node, context);
        }
        if (node instanceof SqlLiteral) {
            return literal((SqlLiteral) node);
        }
        if (node instanceof SqlCase) {
            return caseOf((SqlCase) node, context);
        }
        if (node instanceof SqlCall) {
            return call((SqlCall) node, context);
        }
        throw RefusedException.at(node, node.getKind().name(), "this is no expression that can be carried over");
    }

    static List<Typed> all(SqlCall call, Context context) {
        return call.getOperandList().stream().map(operand -> of(operand, context)).collect(Collectors.toList());
    }

    private static Typed literal(SqlLiteral literal) {
        if (literal instanceof SqlIntervalLiteral) {
            SqlIntervalQualifier unit = ((SqlIntervalLiteral.IntervalValue) literal.getValue()).getIntervalQualifier();
            Typed interval = Typed.literal(String.valueOf(Steps.millis(literal)), KdaType.INTERVAL);
            interval.unitMillis = Times.UNITS.getOrDefault(unit.getUnit().name(), 1L);
            return interval;
        }
        switch (literal.getTypeName()) {
            case NULL:
                return Typed.literal("NULL", KdaType.NULL);
            case BOOLEAN:
                return Typed.literal(String.valueOf(literal.booleanValue()).toUpperCase(), KdaType.BOOLEAN);
            case CHAR:
            case VARCHAR:
                String text = literal.getValueAs(NlsString.class).getValue();
                return Typed.literal(FlinkText.text(text), KdaType.text(Math.max(1, text.length())));
            case DECIMAL:
                return number(literal);
            case DOUBLE:
                return Typed.literal(literal.toString(), KdaType.DOUBLE);
            case TIMESTAMP:
                return Typed.literal(literal.toString(), KdaType.TIMESTAMP);
            case DATE:
                return Typed.literal(literal.toString(), KdaType.DATE);
            case TIME:
                return Typed.literal(literal.toString(), KdaType.TIME);
            default:
                throw RefusedException.at(literal, literal.toString(), "literals of the type " + literal.getTypeName() + " cannot be carried over");
        }
    }

    private static Typed number(SqlLiteral literal) {
        BigDecimal value = literal.bigDecimalValue();
        if (value.scale() > 0) {
            return Typed.literal(value.toPlainString(), KdaType.decimal(Math.max(value.precision(), value.scale()), value.scale()));
        }
        boolean small = value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return Typed.literal(value.toPlainString(), small ? KdaType.INTEGER : KdaType.BIGINT);
    }

    private static Typed caseOf(SqlCase node, Context context) {
        List<Typed> values = new ArrayList<>();
        for (SqlNode then : node.getThenOperands()) {
            values.add(of(then, context));
        }
        SqlNode otherwise = node.getElseOperand();
        values.add(otherwise == null ? Typed.literal("NULL", KdaType.NULL) : of(otherwise, context));
        KdaType type = Types.common(node, values);
        if (type.kind == KdaType.Kind.NULL) {
            return Typed.literal("NULL", KdaType.NULL);
        }
        StringBuilder text = new StringBuilder("CASE");
        SqlNodeList conditions = node.getWhenOperands();
        for (int i = 0; i < conditions.size(); i++) {
            String condition = node.getValueOperand() == null
                    ? of(conditions.get(i), context).text
                    : Comparisons.compare("=", node, of(node.getValueOperand(), context), of(conditions.get(i), context), context).text;
            text.append(" WHEN ").append(condition).append(" THEN ").append(Types.aligned(values.get(i), type));
        }
        if (otherwise != null && values.get(values.size() - 1).type.kind != KdaType.Kind.NULL) {
            text.append(" ELSE ").append(Types.aligned(values.get(values.size() - 1), type));
        }
        return Typed.atom(text.append(" END").toString(), type);
    }

    private static Typed call(SqlCall call, Context context) {
        SqlKind kind = call.getKind();
        switch (kind) {
            case AS:
                return of(call.operand(0), context);
            case CAST:
                return cast(call, context);
            case OVER:
                return OverCalls.of(call, context);
            case AND:
            case OR:
                return logical(call, context);
            case NOT:
                return new Typed("NOT " + of(call.operand(0), context).in(Typed.COMPARE), KdaType.BOOLEAN, Typed.NOT);
            case PLUS:
            case MINUS:
            case TIMES:
            case DIVIDE:
            case MINUS_PREFIX:
            case PLUS_PREFIX:
                return Arithmetic.of(call, context);
            default:
                Typed comparison = Comparisons.of(call, context);
                return comparison != null ? comparison : Functions.of(call, context);
        }
    }

    private static Typed logical(SqlCall call, Context context) {
        int level = call.getKind() == SqlKind.AND ? Typed.AND : Typed.OR;
        String joined = all(call, context).stream()
                .map(one -> one.in(level))
                .collect(Collectors.joining(" " + call.getKind() + " "));
        return new Typed(joined, KdaType.BOOLEAN, level);
    }

    private static Typed cast(SqlCall call, Context context) {
        SqlDataTypeSpec spec = call.operand(1) instanceof SqlDataTypeSpec ? (SqlDataTypeSpec) call.operand(1) : null;
        KdaType type = spec == null ? null : type(spec);
        if (type == null) {
            throw RefusedException.at(call, "CAST AS " + call.operand(1), "there is no such type here; cast to one that JSON can hold");
        }
        return Types.convert(of(call.operand(0), context), type, context.notes, call);
    }

    private static KdaType type(SqlDataTypeSpec spec) {
        if (spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec) {
            SqlBasicTypeNameSpec basic = (SqlBasicTypeNameSpec) spec.getTypeNameSpec();
            String name = basic.getTypeName().getSimple();
            if (name.equals(SqlTypeName.ANY.getName())) {
                return null;
            }
            String precision = basic.getPrecision() < 0 ? "" : "(" + basic.getPrecision() + (basic.getScale() >= 0 ? "," + basic.getScale() : "") + ")";
            return KdaType.parse(name + precision);
        }
        return KdaType.parse(spec.toString());
    }

    /** A call's name in messages. */
    static String name(SqlNode node) {
        return node instanceof SqlBasicCall ? ((SqlBasicCall) node).getOperator().getName() : node.getKind().name();
    }
}
