package ccpipeline.rowkey;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexPatternFieldRef;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;

/**
 * Matches of MATCH_RECOGNIZE: its partition, and a time or sequence number of one of the match's rows. (Two matches of a
 * partition could begin in the same millisecond; nothing else that a query can show is finer, but the sequence number.)
 */
final class MatchKeys {
    Relation of(Match node, Relation input) {
        Set<Atom> match = Set.of(new Atom("match (FIRST or LAST of ROWTIME among the measures)"));
        List<Integer> partition = node.getPartitionKeys().asList();
        Set<Atom> partitionAtoms = input.atoms(partition);
        partitionAtoms.forEach(Atom::group);
        List<Set<Atom>> columns = new ArrayList<>();
        List<String> inputNames = node.getInput().getRowType().getFieldNames();
        for (RelDataTypeField field : node.getRowType().getFieldList()) {
            RexNode measure = node.getMeasures().get(field.getName());
            int passedOn = measure == null ? inputNames.indexOf(field.getName()) : -1;
            columns.add(passedOn >= 0 ? input.columns.get(passedOn)
                    : isPlace(measure, inputNames) ? match : Set.of(new Atom("measure `" + field.getName() + "`")));
        }
        return new Relation(columns, List.of(Relation.union(partitionAtoms, match)));
    }

    /** Whether a measure is the time or the sequence number of one row. */
    private static boolean isPlace(RexNode measure, List<String> names) {
        RexNode node = measure;
        while (node instanceof RexCall && !((RexCall) node).getOperands().isEmpty()) {
            String operator = ((RexCall) node).getOperator().getName();
            if (!List.of("FINAL", "RUNNING", "FIRST", "LAST", "CAST").contains(operator)) {
                return false;
            }
            node = ((RexCall) node).getOperands().get(0);
        }
        if (node instanceof RexPatternFieldRef) {
            return FlinkTypeFactory.isTimeIndicatorType(node.getType())
                    || names.get(((RexPatternFieldRef) node).getIndex()).equals("SEQUENCE_NUMBER");
        }
        return node instanceof RexCall && ((RexCall) node).getOperator().getName().startsWith("MATCH_ROWTIME");
    }
}
