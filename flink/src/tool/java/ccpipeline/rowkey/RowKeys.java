package ccpipeline.rowkey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;

/** Finds, from the scan of the records up to the result, what determines a row. */
final class RowKeys {
    /** Columns by which a record of the stream is known; a sequence number is unique within its shard. */
    private static final List<String> RECORD = List.of("SHARD_ID", "SEQUENCE_NUMBER", "ROW_INDEX");

    final Dependencies dependencies = new Dependencies();
    private final Map<String, Integer> textLengths;

    /** @param textLengths characters that texts of the records' columns have at most, by the columns' names. */
    RowKeys(Map<String, Integer> textLengths) {
        this.textLengths = textLengths;
    }

    Relation of(RelNode node) {
        if (node instanceof TableScan) {
            return scan(node);
        }
        if (node instanceof Project) {
            return project((Project) node);
        }
        if (node instanceof Filter) {
            Relation input = of(node.getInput(0));
            new Conditions(dependencies, input).assume(((Filter) node).getCondition());
            return input;
        }
        if (node instanceof Aggregate) {
            return aggregate((Aggregate) node);
        }
        if (node instanceof TableFunctionScan) {
            return tableFunction((TableFunctionScan) node);
        }
        if (node instanceof Join) {
            return join((Join) node);
        }
        if (node instanceof Correlate) {
            return of(node.getInput(0)).times(of(node.getInput(1)));
        }
        if (node instanceof Union) {
            return union((Union) node);
        }
        if (node instanceof Match) {
            return new MatchKeys().of((Match) node, of(node.getInput(0)));
        }
        return other(node);
    }

    private Relation scan(RelNode node) {
        List<String> names = node.getRowType().getFieldNames();
        List<Set<Atom>> columns = new ArrayList<>();
        names.forEach(name -> columns.add(
                Set.of(new Atom("column `" + name + "`", textLengths.getOrDefault(name, Integer.MAX_VALUE)))));
        Set<Atom> record = new LinkedHashSet<>();
        for (int i = Math.max(0, names.indexOf("SHARD_ID")); i < columns.size(); i++) { // own columns are before it
            if (RECORD.contains(names.get(i))) {
                record.addAll(columns.get(i));
            }
        }
        dependencies.add(record, all(columns));
        return new Relation(columns, List.of(record));
    }

    private Relation project(Project node) {
        Relation input = of(node.getInput());
        Expressions expressions = new Expressions(dependencies, input, node.getInput().getRowType().getFieldNames());
        List<Set<Atom>> columns = new ArrayList<>();
        List<Set<Atom>> ranks = new ArrayList<>();
        for (int i = 0; i < node.getProjects().size(); i++) {
            RexNode expression = node.getProjects().get(i);
            Set<Atom> atoms = expressions.atoms(expression, node.getRowType().getFieldNames().get(i));
            columns.add(atoms);
            if (expression instanceof RexOver && expression.getKind() == SqlKind.ROW_NUMBER) {
                atoms.forEach(Atom::rank);
                ranks.add(Relation.union(expressions.atoms(((RexOver) expression).getWindow().partitionKeys), atoms));
            }
        }
        Relation result = input.withColumns(columns);
        for (Set<Atom> rank : ranks) {
            result = result.withKey(rank);
        }
        return result;
    }

    private Relation aggregate(Aggregate node) {
        Relation input = of(node.getInput());
        Set<Atom> group = input.atoms(node.getGroupSet());
        group.forEach(Atom::group);
        Atom groupingSet = new Atom("grouping set (GROUPING_ID)");
        Set<Atom> key = node.getGroupType() == Aggregate.Group.SIMPLE ? group : Relation.union(group, Set.of(groupingSet));
        List<Set<Atom>> columns = new ArrayList<>();
        node.getGroupSet().forEach(position -> columns.add(input.columns.get(position)));
        for (AggregateCall call : node.getAggCallList()) {
            boolean namesSet = (call.getAggregation().getKind() == SqlKind.GROUPING || call.getAggregation().getKind() == SqlKind.GROUPING_ID)
                    && call.getArgList().containsAll(node.getGroupSet().asList());
            columns.add(Set.of(namesSet ? groupingSet : new Atom("aggregate `" + call.getName() + "`")));
        }
        dependencies.add(key, all(columns));
        return new Relation(columns, List.of(key));
    }

    private Relation tableFunction(TableFunctionScan node) {
        if (node.getInputs().size() == 1) {
            Relation windowed = new WindowKeys(dependencies).of(node, of(node.getInput(0)));
            if (windowed != null) {
                return windowed;
            }
        }
        return new Relation(fresh(node), List.of(Set.of(new Atom("row of the table function " + node.getCall()))));
    }

    private Relation join(Join node) {
        Relation left = of(node.getLeft());
        if (!node.getJoinType().projectsRight()) {
            return left;
        }
        Relation right = of(node.getRight());
        Relation both = left.times(right);
        Conditions conditions = new Conditions(dependencies, both);
        switch (node.getJoinType()) {
            case INNER:
                conditions.assume(node.getCondition());
                break;
            case LEFT: // the right columns are null where nothing matches, so they say nothing about the left ones
                conditions.assumeTowards(node.getCondition(), left.columns.size(), true);
                break;
            case RIGHT:
                conditions.assumeTowards(node.getCondition(), left.columns.size(), false);
                break;
            default:
                break;
        }
        return both;
    }

    /** Rows of several queries: the columns that identify the rows of each, and one that says of which query they are. */
    private Relation union(Union node) {
        List<Set<Atom>> columns = fresh(node);
        Set<Atom> key = new LinkedHashSet<>();
        List<Map<Integer, RexNode>> constants = new ArrayList<>();
        for (RelNode part : node.getInputs()) {
            Relation rows = of(part);
            for (Atom atom : rows.keys.get(0)) {
                int shown = shows(rows, atom);
                key.addAll(shown < 0 ? Set.of(atom) : columns.get(shown));
            }
            constants.add(constants(part));
        }
        int label = label(constants);
        key.addAll(label < 0 ? Set.of(new Atom("part of the UNION ALL (a constant of its own)")) : columns.get(label));
        return node.all ? new Relation(columns, List.of(key)) : new Relation(columns, List.of(all(columns), key));
    }

    private int shows(Relation rows, Atom atom) {
        for (int i = 0; i < rows.columns.size(); i++) {
            if (dependencies.closure(rows.columns.get(i)).contains(atom)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<Integer, RexNode> constants(RelNode node) {
        Map<Integer, RexNode> constants = new HashMap<>();
        if (node instanceof Project) {
            List<RexNode> projects = ((Project) node).getProjects();
            for (int i = 0; i < projects.size(); i++) {
                if (RelOptUtil.InputFinder.bits(projects.get(i)).isEmpty() && !RexOver.containsOver(projects.get(i))) {
                    constants.put(i, projects.get(i));
                }
            }
        }
        return constants;
    }

    /** The column that is another constant in each part; -1 if there is none. */
    private static int label(List<Map<Integer, RexNode>> parts) {
        for (Integer column : parts.get(0).keySet()) {
            Set<RexNode> values = new LinkedHashSet<>();
            parts.forEach(part -> values.add(part.get(column)));
            if (values.size() == parts.size() && !values.contains(null)) {
                return column;
            }
        }
        return -1;
    }

    /** An operator that passes its rows on, or of which nothing is known but that all of its columns tell its rows apart. */
    private Relation other(RelNode node) {
        if (node instanceof Uncollect) {
            List<Set<Atom>> columns = fresh(node);
            Set<Atom> element = Set.of(new Atom("element of the array (UNNEST)"));
            return new Relation(columns, List.of(((Uncollect) node).withOrdinality ? columns.get(columns.size() - 1) : element));
        }
        List<Set<Atom>> columns = fresh(node);
        if (node instanceof Values) {
            return new Relation(columns, List.of(valuesKey((Values) node, columns)));
        }
        if (node.getInputs().size() != 1) {
            return new Relation(columns, List.of(all(columns)));
        }
        Relation input = of(node.getInput(0));
        return input.columns.size() == columns.size() ? input : new Relation(columns, List.of(all(columns)));
    }

    /** The first column of which each row has a value of its own; all columns if there is none. */
    private Set<Atom> valuesKey(Values node, List<Set<Atom>> columns) {
        for (Set<Atom> column : columns) {
            int position = columns.indexOf(column);
            long different = node.getTuples().stream().map(row -> row.get(position)).distinct().count();
            if (different == node.getTuples().size()) {
                dependencies.add(column, all(columns));
                return column;
            }
        }
        return all(columns);
    }

    private static List<Set<Atom>> fresh(RelNode node) {
        List<Set<Atom>> columns = new ArrayList<>();
        node.getRowType().getFieldNames().forEach(name -> columns.add(Collections.singleton(new Atom("column `" + name + "`"))));
        return columns;
    }

    private static Set<Atom> all(List<Set<Atom>> columns) {
        Set<Atom> all = new LinkedHashSet<>();
        columns.forEach(all::addAll);
        return all;
    }
}
