package ccpipeline.rowkey;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** The atoms that expressions over a relation's columns stand for. */
final class Expressions {
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\d+)");
    /** A name that Calcite gives to an expression without one. */
    private static final Pattern GENERATED = Pattern.compile("\\$f\\d+|EXPR\\$\\d+");

    private final Dependencies dependencies;
    private final Relation input;
    private final List<String> names;
    private final Map<RexNode, Set<Atom>> known = new HashMap<>();

    Expressions(Dependencies dependencies, Relation input, List<String> names) {
        this.dependencies = dependencies;
        this.input = input;
        this.names = names;
    }

    /** The atoms of several expressions. */
    Set<Atom> atoms(Collection<RexNode> expressions) {
        Set<Atom> atoms = new LinkedHashSet<>();
        expressions.forEach(one -> atoms.addAll(atoms(one, "")));
        return atoms;
    }

    /**
     * @param name the column that the expression becomes.
     * @return the column's own atoms where the expression only converts it; else a new one, which the expression's columns
     *     determine.
     */
    Set<Atom> atoms(RexNode expression, String name) {
        if (expression instanceof RexInputRef) {
            return input.columns.get(((RexInputRef) expression).getIndex());
        }
        RexNode operand = shortText(expression) ? ((RexCall) expression).getOperands().get(0) : Injections.operand(expression);
        return operand != null ? atoms(operand, name) : known.computeIfAbsent(expression, one -> derived(one, name));
    }

    /**
     * Whether it casts a text to a type that is long enough for what the reader lets through: a column VARCHAR(4) is a STRING
     * in SQL. (Not so where a stack passes longer texts on, by {@code analytics.columnOverflow} PASS.)
     */
    private boolean shortText(RexNode expression) {
        if (!expression.isA(SqlKind.CAST) || !SqlTypeUtil.inCharFamily(expression.getType())) {
            return false;
        }
        RexNode operand = ((RexCall) expression).getOperands().get(0);
        return operand instanceof RexInputRef
                && input.columns.get(((RexInputRef) operand).getIndex()).stream()
                        .allMatch(atom -> atom.maxLength() <= expression.getType().getPrecision());
    }

    private Set<Atom> derived(RexNode expression, String name) {
        Set<Atom> from = input.atoms(RelOptUtil.InputFinder.bits(expression));
        boolean isFunction = RexUtil.isDeterministic(expression) && !RexOver.containsOver(expression);
        if (isFunction && from.isEmpty()) {
            return Set.of();
        }
        boolean isNamed = !name.isEmpty() && !GENERATED.matcher(name).matches();
        Set<Atom> atoms = Set.of(new Atom("expression " + (isNamed ? "`" + name + "`" : text(expression))));
        if (isFunction) {
            dependencies.add(from, atoms);
        }
        return atoms;
    }

    /** The expression with the names of its columns. */
    private String text(RexNode expression) {
        return REFERENCE.matcher(expression.toString())
                .replaceAll(reference -> Matcher.quoteReplacement("`" + names.get(Integer.parseInt(reference.group(1))) + "`"))
                .replace("_UTF-16LE", "");
    }
}
