package ccpipeline.kda;

import java.util.List;
import java.util.Set;
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
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;

/** What an expression says about the types of the columns in it. */
final class Usage {
    private static final Set<String> OF_NUMBERS = Set.of("SUM", "ABS", "MOD");
    private static final Set<String> OF_DOUBLES = Set.of(
            "AVG", "EXP", "LN", "LOG10", "SQRT", "POWER", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VAR_POP", "VAR_SAMP", "VARIANCE", "EXP_AVG");
    private static final Set<String> SAME =
            Set.of("MIN", "MAX", "FIRST_VALUE", "LAST_VALUE", "LAG", "COALESCE", "NULLIF", "GREATEST", "LEAST");
    private static final Set<String> OF_TIMES = Set.of(
            "STEP", "EXTRACT", "TSDIFF", "TIMESTAMPDIFF", "TIMESTAMPADD", "TIMESTAMP_TO_CHAR", "DATE_TO_CHAR", "TIME_TO_CHAR", "UNIX_TIMESTAMP", "MONOTONIC");
    private static final Set<SqlKind> COMPARISONS = Set.of(
            SqlKind.EQUALS, SqlKind.NOT_EQUALS, SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL, SqlKind.BETWEEN, SqlKind.IN, SqlKind.NOT_IN, SqlKind.IS_DISTINCT_FROM, SqlKind.IS_NOT_DISTINCT_FROM);
    private static final Set<SqlKind> EQUALITIES = Set.of(SqlKind.EQUALS, SqlKind.NOT_EQUALS, SqlKind.IN, SqlKind.NOT_IN);

    private final Inference inference;

    Usage(Inference inference) {
        this.inference = inference;
    }

    void all(SqlNodeList list, Inference.Scope scope) {
        if (list != null) {
            list.forEach(node -> of(node, scope, null, Evidence.NONE));
        }
    }

    private void each(List<SqlNode> nodes, Inference.Scope scope, KdaType type, int strength) {
        nodes.forEach(node -> of(node, scope, type, strength));
    }

    /**
     * Collects what an expression says.
     *
     * @param expected the type that its value has to have, or null.
     */
    void of(SqlNode node, Inference.Scope scope, KdaType expected, int strength) {
        if (node instanceof SqlIdentifier) {
            if (!((SqlIdentifier) node).isStar()) {
                inference.name((SqlIdentifier) node, scope, expected, strength);
            }
        } else if (node instanceof SqlCase) {
            caseOf((SqlCase) node, scope, expected, strength);
        } else if (node instanceof SqlWindow) {
            all(((SqlWindow) node).getPartitionList(), scope);
        } else if (node instanceof SqlNodeList) {
            all((SqlNodeList) node, scope);
        } else if (node instanceof SqlCall && node.getKind() != SqlKind.SELECT) {
            call((SqlCall) node, scope, expected, strength);
        }
    }

    private void call(SqlCall call, Inference.Scope scope, KdaType expected, int strength) {
        String name = call.getOperator().getName().toUpperCase();
        List<SqlNode> operands = call.getOperandList();
        if (operands.isEmpty() && !Functions.isClock(name)) {
            inference.name(new SqlIdentifier(name, call.getParserPosition()), scope, expected, strength);
            return;
        }
        boolean number = expected != null && expected.isNumber();
        KdaType numbers = number ? expected : KdaType.DOUBLE;
        int calculated = number && strength >= Evidence.INDIRECT ? Evidence.INDIRECT : Evidence.CALCULATION;
        if (COMPARISONS.contains(call.getKind())) {
            comparison(call, scope);
        } else if (call.getKind() == SqlKind.CAST) {
            of(call.operand(0), scope, castHint(call), Evidence.HINT);
        } else if (call.getKind() == SqlKind.OVER) {
            of(call.operand(0), scope, expected, strength);
            of(call.operand(1) instanceof SqlWindow ? call.operand(1) : null, scope, null, Evidence.NONE);
        } else if (SAME.contains(name)) {
            KdaType literal = guess(operands.get(operands.size() - 1));
            each(operands, scope, expected == null && !name.equals("LAG") ? literal : expected, expected == null ? Evidence.USE : strength);
        } else if (OF_DOUBLES.contains(name) || call.getKind() == SqlKind.DIVIDE && !isTime(call)) {
            each(operands, scope, KdaType.DOUBLE, calculated);
        } else if (OF_TIMES.contains(name) || isTime(call)) {
            each(operands, scope, KdaType.TIMESTAMP, Evidence.CALCULATION);
        } else if (OF_NUMBERS.contains(name) || isArithmetic(call) || name.equals("FLOOR") || name.startsWith("CEIL")) {
            boolean decimal = operands.stream().anyMatch(one -> guess(one) != null && guess(one).kind == KdaType.Kind.DECIMAL);
            each(operands, scope, decimal ? KdaType.DOUBLE : numbers, calculated);
        } else {
            other(call, name, operands, scope);
        }
    }

    private void other(SqlCall call, String name, List<SqlNode> operands, Inference.Scope scope) {
        switch (name) {
            case "AND":
            case "OR":
            case "NOT":
            case "IS TRUE":
            case "IS FALSE":
            case "IS NOT TRUE":
            case "IS NOT FALSE":
                each(operands, scope, KdaType.BOOLEAN, Evidence.CALCULATION);
                break;
            case "TO_TIMESTAMP":
                each(operands, scope, KdaType.BIGINT, Evidence.CALCULATION);
                break;
            case "IS NULL":
            case "IS NOT NULL":
            case "COUNT":
                each(operands, scope, null, Evidence.NONE);
                break;
            default:
                each(operands, scope, KdaType.TEXT, Evidence.USE); // texts and patterns; numbers among them are literals
        }
    }

    private void caseOf(SqlCase node, Inference.Scope scope, KdaType expected, int strength) {
        if (node.getValueOperand() != null) {
            of(node.getValueOperand(), scope, guess(node.getWhenOperands().get(0)), Evidence.USE);
        } else {
            node.getWhenOperands().forEach(one -> of(one, scope, KdaType.BOOLEAN, Evidence.CALCULATION));
        }
        node.getThenOperands().forEach(one -> of(one, scope, expected, strength));
        of(node.getElseOperand(), scope, expected, strength);
    }

    private void comparison(SqlCall call, Inference.Scope scope) {
        KdaType literal = null;
        boolean time = false;
        for (SqlNode operand : call.getOperandList()) {
            SqlNode one = operand instanceof SqlNodeList && ((SqlNodeList) operand).size() > 0 ? ((SqlNodeList) operand).get(0) : operand;
            literal = literal == null ? guess(one) : literal;
            time |= isTimeValue(one);
        }
        if (literal != null && literal.isNumber()) {
            literal = EQUALITIES.contains(call.getKind()) && literal.isWhole() ? KdaType.BIGINT : KdaType.DOUBLE;
        }
        each(call.getOperandList(), scope, time ? KdaType.TIMESTAMP : literal, Evidence.USE);
    }

    private static boolean isArithmetic(SqlCall call) {
        return Set.of(SqlKind.PLUS, SqlKind.MINUS, SqlKind.TIMES, SqlKind.MINUS_PREFIX, SqlKind.PLUS_PREFIX, SqlKind.MOD).contains(call.getKind());
    }

    /** Whether a call calculates with times. */
    private static boolean isTime(SqlCall call) {
        return call.getOperandList().stream().anyMatch(one -> one instanceof SqlIntervalQualifier || one instanceof SqlIntervalLiteral || isArithmetic(call) && isTimeValue(one));
    }

    private static boolean isTimeValue(SqlNode node) {
        if (node instanceof SqlIdentifier) {
            String name = Statements.last((SqlIdentifier) node);
            return name.equals("ROWTIME") || name.equals("APPROXIMATE_ARRIVAL_TIME") || name.endsWith("TIMESTAMP") && Functions.isClock(name);
        }
        boolean step = node instanceof SqlCall && Set.of("STEP", "TO_TIMESTAMP", "CHAR_TO_TIMESTAMP").contains(((SqlCall) node).getOperator().getName().toUpperCase());
        return step || guess(node) != null && guess(node).isTime();
    }

    /** The type of a literal, or null. */
    private static KdaType guess(SqlNode node) {
        if (node != null && node.getKind() == SqlKind.MINUS_PREFIX) {
            return guess(((SqlCall) node).operand(0));
        }
        return node instanceof SqlLiteral && !(node instanceof SqlIntervalLiteral) ? literal((SqlLiteral) node) : null;
    }

    private static KdaType literal(SqlLiteral literal) {
        switch (literal.getTypeName()) {
            case BOOLEAN:
                return KdaType.BOOLEAN;
            case CHAR:
            case VARCHAR:
                return KdaType.TEXT;
            case DECIMAL:
                return literal.bigDecimalValue().scale() > 0 ? KdaType.decimal(20, 2) : KdaType.INTEGER;
            case DOUBLE:
                return KdaType.DOUBLE;
            case TIMESTAMP:
                return KdaType.TIMESTAMP;
            default:
                return null;
        }
    }

    /** A number that is cast was one or its text: a DOUBLE reads both. */
    private static KdaType castHint(SqlCall cast) {
        if (!(cast.operand(1) instanceof SqlDataTypeSpec) || !(((SqlDataTypeSpec) cast.operand(1)).getTypeNameSpec() instanceof SqlBasicTypeNameSpec)) {
            return null;
        }
        KdaType type = KdaType.parse(((SqlBasicTypeNameSpec) ((SqlDataTypeSpec) cast.operand(1)).getTypeNameSpec()).getTypeName().getSimple());
        return type == null ? null : type.isNumber() ? KdaType.DOUBLE : type.isTime() ? KdaType.TIMESTAMP : null;
    }
}
