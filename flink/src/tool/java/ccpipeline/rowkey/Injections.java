package ccpipeline.rowkey;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Expressions that give different values for different operands, so that the operand can be had back from the value. */
final class Injections {
    /** Functions of a window that GROUP BY names, such as TUMBLE_START. */
    private static final List<String> WINDOW_FUNCTIONS = List.of("TUMBLE", "HOP", "SESSION");
    private static final Set<String> WINDOW_PARTS = Set.of("START", "END", "ROWTIME");

    private Injections() {}

    /**
     * The operand that an expression only converts, shifts or extends.
     *
     * @return null if different operands can give the same value.
     */
    static RexNode operand(RexNode node) {
        if (!(node instanceof RexCall)) {
            return null;
        }
        RexCall call = (RexCall) node;
        switch (call.getKind()) {
            case CAST:
            case REINTERPRET:
                return keepsAll(call.getOperands().get(0).getType(), call.getType()) ? call.getOperands().get(0) : null;
            case MINUS_PREFIX:
            case PLUS_PREFIX:
                return isExact(call.getType()) ? call.getOperands().get(0) : null;
            case PLUS:
            case MINUS:
                return isExact(call.getType()) ? onlyVariable(call) : null;
            default:
                return isWindowPart(call.getOperator().getName()) ? call.getOperands().get(0)
                        : call.getOperator().getName().equals("||") ? onlyVariable(call) : null;
        }
    }

    private static boolean isWindowPart(String name) {
        int at = name.lastIndexOf('_');
        return at > 0 && WINDOW_FUNCTIONS.contains(name.substring(0, at).replace("$", "")) && WINDOW_PARTS.contains(name.substring(at + 1));
    }

    /** The operand of a call whose other operands are constants. */
    private static RexNode onlyVariable(RexCall call) {
        List<RexNode> variable = call.getOperands().stream().filter(one -> !RexUtil.isConstant(one)).collect(Collectors.toList());
        return variable.size() == 1 ? variable.get(0) : null;
    }

    /** Whether sums are exact: those of floating-point numbers are rounded. */
    private static boolean isExact(RelDataType type) {
        return SqlTypeUtil.isExactNumeric(type) || SqlTypeUtil.isDatetime(type);
    }

    /** Whether a type holds every value of another one, each in a form of its own. */
    private static boolean keepsAll(RelDataType from, RelDataType to) {
        SqlTypeName target = to.getSqlTypeName();
        if (from.getSqlTypeName() == target) {
            return from.getPrecision() <= to.getPrecision() && from.getScale() <= to.getScale() && integerDigits(from) <= integerDigits(to);
        }
        if (SqlTypeUtil.inCharFamily(to)) {
            return SqlTypeUtil.inCharFamily(from) ? from.getPrecision() <= to.getPrecision() : textLength(from) <= to.getPrecision();
        }
        if (SqlTypeUtil.isDatetime(from) && SqlTypeUtil.isDatetime(to)) {
            return from.getSqlTypeName() == SqlTypeName.DATE || isTimestamp(from) && isTimestamp(to) && from.getPrecision() <= to.getPrecision();
        }
        if (SqlTypeUtil.isBoolean(from)) {
            return SqlTypeUtil.isNumeric(to);
        }
        return SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to) && holdsNumbers(from, to);
    }

    private static boolean isTimestamp(RelDataType type) {
        return type.getSqlTypeName().getFamily() == SqlTypeFamily.TIMESTAMP;
    }

    private static boolean holdsNumbers(RelDataType from, RelDataType to) {
        if (SqlTypeUtil.isApproximateNumeric(from)) {
            return to.getSqlTypeName() == SqlTypeName.DOUBLE;
        }
        if (SqlTypeUtil.isApproximateNumeric(to)) { // 2^53 and 2^24: what the two types count without gaps
            return from.getPrecision() <= (to.getSqlTypeName() == SqlTypeName.DOUBLE ? 15 : 6);
        }
        return integerDigits(from) <= integerDigits(to) && scale(from) <= scale(to);
    }

    /** Digits before the point. */
    private static int integerDigits(RelDataType type) {
        return SqlTypeUtil.isExactNumeric(type) ? type.getPrecision() - scale(type) : 0;
    }

    private static int scale(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.DECIMAL ? type.getScale() : 0;
    }

    /** Characters that a value of the type has as text, at most. */
    private static int textLength(RelDataType type) {
        if (SqlTypeUtil.isExactNumeric(type)) {
            return type.getPrecision() + 2; // sign and point
        }
        return 32; // a floating-point number, a time with nanoseconds, or a boolean
    }
}
