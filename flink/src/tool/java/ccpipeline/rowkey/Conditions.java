package ccpipeline.rowkey;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** What a condition that all rows meet says about their columns: some are constants, and some are equal to each other. */
final class Conditions {
    private final Dependencies dependencies;
    private final Relation rows;

    Conditions(Dependencies dependencies, Relation rows) {
        this.dependencies = dependencies;
        this.rows = rows;
    }

    /** Takes a condition that holds for each row. */
    void assume(RexNode condition) {
        for (RexNode one : RelOptUtil.conjunctions(condition)) {
            if (one.isA(SqlKind.EQUALS)) {
                Set<Atom> left = atoms(operands(one).get(0));
                Set<Atom> right = atoms(operands(one).get(1));
                if (left != null && right != null) {
                    dependencies.addBoth(left, right);
                }
            } else if (isFirst(one) || one.isA(SqlKind.IS_NULL)) {
                Set<Atom> constant = atoms(operands(one).get(0));
                if (constant != null) {
                    dependencies.add(Set.of(), constant);
                }
            }
        }
    }

    /**
     * Takes the condition of an outer join, which holds where a match was found.
     *
     * @param leftColumns how many columns are of the left side.
     * @param toRight whether the right side is the one that can be null; it is determined, and determines nothing.
     */
    void assumeTowards(RexNode condition, int leftColumns, boolean toRight) {
        for (RexNode one : RelOptUtil.conjunctions(condition)) {
            if (one.isA(SqlKind.EQUALS) && operands(one).stream().allMatch(operand -> atoms(operand) != null)) {
                RexNode first = operands(one).get(0);
                RexNode second = operands(one).get(1);
                boolean firstIsLeft = RelOptUtil.InputFinder.bits(first).nextSetBit(0) < leftColumns;
                boolean secondIsLeft = RelOptUtil.InputFinder.bits(second).nextSetBit(0) < leftColumns;
                if (firstIsLeft != secondIsLeft) {
                    dependencies.add(atoms(firstIsLeft == toRight ? first : second), atoms(firstIsLeft == toRight ? second : first));
                }
            }
        }
    }

    /** Whether it is {@code rank <= 1}: of a row number, only the first is left. */
    private boolean isFirst(RexNode condition) {
        if (!condition.isA(SqlKind.LESS_THAN_OR_EQUAL) || !(operands(condition).get(1) instanceof RexLiteral)) {
            return false;
        }
        BigDecimal limit = ((RexLiteral) operands(condition).get(1)).getValueAs(BigDecimal.class);
        Set<Atom> atoms = atoms(operands(condition).get(0));
        return limit != null && limit.compareTo(BigDecimal.ONE) == 0 && atoms != null && atoms.stream().anyMatch(Atom::isRank);
    }

    private static List<RexNode> operands(RexNode call) {
        return ((RexCall) call).getOperands();
    }

    /** The atoms of a column that is at most converted, none of a constant; null for another expression. */
    private Set<Atom> atoms(RexNode node) {
        if (RexUtil.isConstant(node)) {
            return Set.of();
        }
        RexNode operand = Injections.operand(node);
        if (operand != null) {
            return atoms(operand);
        }
        return node instanceof RexInputRef ? rows.columns.get(((RexInputRef) node).getIndex()) : null;
    }
}
