package ccpipeline.kda;

import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;

/** Aggregates of groups and of frames. AWS: SQL Reference, "Aggregate Functions" and "Statistical Variance and Deviation Functions". */
final class Aggregates {
    private static final Set<String> NAMES = Set.of(
            "COUNT", "SUM", "AVG", "MIN", "MAX", "FIRST_VALUE", "LAST_VALUE",
            "STDDEV_POP", "STDDEV_SAMP", "STDDEV", "VAR_POP", "VAR_SAMP", "VARIANCE");
    private static final Set<String> STATISTICS =
            Set.of("STDDEV_POP", "STDDEV_SAMP", "STDDEV", "VAR_POP", "VAR_SAMP", "VARIANCE");

    private Aggregates() {}

    static boolean isAggregate(SqlCall call) {
        return NAMES.contains(call.getOperator().getName().toUpperCase());
    }

    /** Whether an aggregate stands in an expression, outside of OVER. */
    static boolean isIn(SqlNode node) {
        if (!(node instanceof SqlCall) || node.getKind() == SqlKind.OVER || node.getKind() == SqlKind.SELECT) {
            return false;
        }
        return isAggregate((SqlCall) node) || ((SqlCall) node).getOperandList().stream().anyMatch(one -> one != null && isIn(one));
    }

    static Typed of(SqlCall call, Context context) {
        String name = call.getOperator().getName().toUpperCase();
        if (!NAMES.contains(name)) {
            throw Functions.unknown(call, name);
        }
        boolean distinct = call.getFunctionQuantifier() != null
                && call.getFunctionQuantifier().symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT;
        if (call.operandCount() != 1) {
            throw RefusedException.at(call, name, "it takes one argument");
        }
        SqlNode operand = call.operand(0);
        if (operand instanceof SqlIdentifier && ((SqlIdentifier) operand).isStar()) {
            return Typed.atom("COUNT(*)", KdaType.BIGINT);
        }
        Typed argument = Expressions.of(operand, context.ofRows());
        if (name.equals("COUNT")) {
            argument = Types.known(argument, KdaType.TEXT);
            return Typed.atom("COUNT(" + (distinct ? "DISTINCT " : "") + argument.text + ")", KdaType.BIGINT);
        }
        boolean ofNumbers = !Set.of("MIN", "MAX", "FIRST_VALUE", "LAST_VALUE").contains(name);
        Typed value = ofNumbers ? Arithmetic.number(argument, operand, context) : Types.known(argument, KdaType.TEXT);
        if (STATISTICS.contains(name) && value.type.kind != KdaType.Kind.DOUBLE) {
            value = Types.convert(value, KdaType.DOUBLE, context.notes, operand);
        }
        if (name.equals("SUM") && value.type.kind == KdaType.Kind.INTEGER) {
            value = Types.convert(value, KdaType.BIGINT, context.notes, operand); // Flink's sum of INTEGER is one, which overflows
        }
        if (name.equals("AVG") && value.type.isWhole()) {
            context.notes.add("AVG of whole numbers is a whole number, as in the service; CAST the argument to DOUBLE for fractions.");
        }
        if (name.endsWith("_VALUE")) {
            context.notes.add(name + " passes over nulls.");
        }
        String text = name + "(" + (distinct ? "DISTINCT " : "") + value.text + ")";
        return Typed.atom(text, type(name, value.type));
    }

    private static KdaType type(String name, KdaType argument) {
        if (argument.kind != KdaType.Kind.DECIMAL || !(name.equals("SUM") || name.equals("AVG"))) {
            return argument;
        }
        return name.equals("SUM") ? KdaType.decimal(38, argument.scale) : KdaType.decimal(38, Math.max(6, argument.scale));
    }
}
