package ccpipeline.rowkey;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.flink.table.planner.calcite.RexSetSemanticsTableCall;

/** Windows of TUMBLE, HOP, CUMULATE and SESSION: the columns window_start, window_end and window_time. */
final class WindowKeys {
    private final Dependencies dependencies;

    WindowKeys(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** @return null if the function is none of these. */
    Relation of(TableFunctionScan node, Relation input) {
        RexCall call = (RexCall) node.getCall();
        Set<Atom> start = Set.of(new Atom("window (window_start)"));
        Set<Atom> end = Set.of(new Atom("window (window_end)"));
        switch (call.getOperator().getName()) {
            case "TUMBLE": // a record's time decides its window
                dependencies.add(input.atoms(RelOptUtil.InputFinder.bits(call.getOperands().get(0))), start);
                return with(input, start, start, List.of());
            case "HOP":
                return with(input, start, start, List.copyOf(start));
            case "CUMULATE": // all windows of the same end have the same start
                dependencies.add(end, start);
                return with(input, start, end, List.copyOf(end));
            case "SESSION":
                Set<Atom> partition = partition(call, input);
                dependencies.add(Relation.union(partition, start), end);
                dependencies.add(Relation.union(partition, end), start);
                return with(input, start, end, List.of());
            default:
                return null;
        }
    }

    private static Set<Atom> partition(RexCall call, Relation input) {
        Set<Atom> partition = new LinkedHashSet<>();
        if (call instanceof RexSetSemanticsTableCall) {
            for (int key : ((RexSetSemanticsTableCall) call).getPartitionKeys()) {
                partition.addAll(input.columns.get(key));
            }
        }
        return partition;
    }

    /** @param more what tells apart the windows that one record is in. */
    private static Relation with(Relation input, Set<Atom> start, Set<Atom> end, List<Atom> more) {
        List<Set<Atom>> columns = new ArrayList<>(input.columns);
        columns.addAll(List.of(start, end, end));
        List<Set<Atom>> keys = new ArrayList<>();
        input.keys.forEach(key -> keys.add(Relation.union(key, Set.copyOf(more))));
        return new Relation(columns, keys);
    }
}
