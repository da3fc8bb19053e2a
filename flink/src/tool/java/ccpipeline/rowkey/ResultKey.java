package ccpipeline.rowkey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.planner.operations.PlannerQueryOperation;

/** Whether the columns of a schema's {@code resultKey} determine the row of the query's result. */
public final class ResultKey {
    /** Something that rows of the same key can differ in. */
    public static final class Missing {
        /** What it is, such as {@code grouped column `to`}. */
        public final String what;
        /** The result column that shows it; null if none does. */
        public final String shownAs;

        Missing(String what, String shownAs) {
            this.what = what;
            this.shownAs = shownAs;
        }
    }

    private ResultKey() {}

    /**
     * @param query as the planner has read it.
     * @param key names of result columns.
     * @param textLengths characters that texts of the records' columns have at most, by the columns' names.
     * @return empty if they determine the row; else what the key lacks.
     */
    public static List<Missing> missing(QueryOperation query, List<String> key, Map<String, Integer> textLengths) {
        RelNode tree = ((PlannerQueryOperation) query).getCalciteTree();
        List<String> names = tree.getRowType().getFieldNames();
        RowKeys analysis = new RowKeys(textLengths);
        Relation result = analysis.of(tree);
        Set<Atom> given = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (key.contains(names.get(i))) {
                given.addAll(result.columns.get(i));
            }
        }
        Set<Atom> known = analysis.dependencies.closure(given);
        List<Atom> missing = result.keys.stream()
                .map(one -> without(one, known))
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
        List<Missing> found = new ArrayList<>();
        for (Atom atom : missing) {
            found.add(new Missing(atom.toString(), shown(atom, result, names, analysis.dependencies)));
        }
        return found;
    }

    private static List<Atom> without(Set<Atom> atoms, Set<Atom> known) {
        List<Atom> rest = new ArrayList<>(atoms);
        rest.removeAll(known);
        return rest;
    }

    private static String shown(Atom atom, Relation result, List<String> names, Dependencies dependencies) {
        for (int i = 0; i < names.size(); i++) {
            if (dependencies.closure(result.columns.get(i)).contains(atom)) {
                return names.get(i);
            }
        }
        return null;
    }
}
