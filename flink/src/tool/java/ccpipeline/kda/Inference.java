package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;

/** Finds the columns of an input that the application's description does not have: by how the SQL uses them. */
final class Inference {
    private static final Set<String> OF_EVERY_INPUT =
            Set.of("ROWTIME", "APPROXIMATE_ARRIVAL_TIME", "PARTITION_KEY", "SHARD_ID", "SEQUENCE_NUMBER");

    /** The column of an input of which the SQL uses none: a schema has at least one, which records may lack. */
    static final String UNREAD = "UNREAD";

    /** What the names of one SELECT can mean. */
    static final class Scope {
        /** The items of a subquery by name; null where the SELECT reads a stream. */
        final Map<String, SqlNode> items;
        /** Whether names that are not items are columns of the input. */
        final boolean readsInput;
        /** The scope of the subquery's items. */
        final Scope inner;

        final Set<String> qualifiers;

        Scope(Map<String, SqlNode> items, boolean readsInput, Scope inner, Set<String> qualifiers) {
            this.items = items;
            this.readsInput = readsInput;
            this.inner = inner;
            this.qualifiers = qualifiers;
        }
    }

    private final Statements statements;
    final Map<String, Evidence> columns = new LinkedHashMap<>();
    private final Usage usage = new Usage(this);

    private Inference(Statements statements) {
        this.statements = statements;
    }

    /** The input's columns, in the order of their first use. */
    static List<Application.Column> of(Statements statements) {
        Inference inference = new Inference(statements);
        for (Statement.Pump pump : statements.pumps) {
            Statement.Stream stream = statements.streams.get(pump.into);
            inference.query(pump.query, stream == null ? null : pump.target(stream));
        }
        List<Application.Column> found = new ArrayList<>();
        inference.columns.forEach((name, evidence) ->
                found.add(new Application.Column(name, evidence.type().toString(), null, !evidence.quoted)));
        if (found.isEmpty()) {
            found.add(new Application.Column(UNREAD, "VARCHAR", null, false));
        }
        return found;
    }

    private Scope query(SqlNode node, List<Statement.Declared> target) {
        if (node instanceof SqlSelect) {
            return select((SqlSelect) node, target);
        }
        if (node instanceof SqlOrderBy) {
            return query(((SqlOrderBy) node).query, target);
        }
        Scope first = null;
        if (node instanceof SqlCall && node.getKind() == SqlKind.UNION) {
            for (SqlNode part : ((SqlCall) node).getOperandList()) {
                Scope scope = query(part, target);
                first = first == null ? scope : first;
            }
        }
        return first;
    }

    /** Collects what a SELECT says; returns what a SELECT around it can name. */
    private Scope select(SqlSelect select, List<Statement.Declared> target) {
        Scope scope = from(select.getFrom(), new java.util.LinkedHashSet<>());
        Map<String, SqlNode> items = new LinkedHashMap<>();
        boolean star = false;
        int i = 0;
        for (SqlNode item : select.getSelectList()) {
            SqlNode expression = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
            if (expression instanceof SqlIdentifier && ((SqlIdentifier) expression).isStar()) {
                star = true;
                star(scope, target);
            } else {
                KdaType expected = target != null && i < target.size() ? target.get(i).type : null;
                usage.of(expression, scope, expected, expected == null ? Evidence.NONE : Evidence.DIRECT);
            }
            String name = item.getKind() == SqlKind.AS
                    ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple()
                    : expression instanceof SqlIdentifier ? Statements.last((SqlIdentifier) expression) : "EXPR$" + i;
            items.put(name, expression);
            i++;
        }
        Scope withAliases = new Scope(items, scope.readsInput, scope, scope.qualifiers);
        usage.of(select.getWhere(), scope, KdaType.BOOLEAN, Evidence.CALCULATION);
        usage.all(select.getGroup(), scope);
        usage.of(select.getHaving(), new Scope(aliases(select), scope.readsInput, scope, scope.qualifiers), KdaType.BOOLEAN, Evidence.CALCULATION);
        usage.all(select.getWindowList(), scope);
        return new Scope(items, star && scope.readsInput, scope, Set.of());
    }

    private static Map<String, SqlNode> aliases(SqlSelect select) {
        Map<String, SqlNode> aliases = new LinkedHashMap<>();
        for (SqlNode item : select.getSelectList()) {
            if (item.getKind() == SqlKind.AS) {
                aliases.put(((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple(), ((SqlCall) item).operand(0));
            }
        }
        return aliases;
    }

    /** SELECT * into a stream: the input has the stream's columns. */
    private void star(Scope scope, List<Statement.Declared> target) {
        if (scope.readsInput && scope.items == null && target != null) {
            target.forEach(column -> evidence(column.name, column.quoted).add(column.type, Evidence.DIRECT));
        }
    }

    private Scope from(SqlNode node, Set<String> qualifiers) {
        if (node instanceof SqlIdentifier) {
            String stream = Statements.last((SqlIdentifier) node);
            qualifiers.add(stream);
            boolean input = !statements.streams.containsKey(stream) && !stream.equalsIgnoreCase("error_stream");
            return new Scope(null, input, null, qualifiers);
        }
        if (node == null) {
            return new Scope(Map.of(), false, null, qualifiers);
        }
        if (node.getKind() == SqlKind.AS) {
            qualifiers.add(((SqlIdentifier) ((SqlCall) node).operand(1)).getSimple());
            Scope named = from(((SqlCall) node).operand(0), qualifiers);
            return ((SqlCall) node).operandCount() > 2 ? renamed((SqlCall) node, named) : named;
        }
        Scope inner = node.getKind() == SqlKind.COLLECTION_TABLE ? cursor(node) : query(node, null);
        return inner == null ? new Scope(Map.of(), false, null, qualifiers) : new Scope(inner.items, inner.readsInput, inner.inner, qualifiers);
    }

    private static Scope renamed(SqlCall as, Scope of) {
        if (of.items == null) {
            return of;
        }
        Map<String, SqlNode> items = new LinkedHashMap<>();
        int i = 2;
        for (SqlNode item : of.items.values()) {
            if (i < as.operandCount()) {
                items.put(((SqlIdentifier) as.operand(i++)).getSimple(), item);
            }
        }
        return new Scope(items, false, of.inner, of.qualifiers);
    }

    /** The rows of TABLE(FUNCTION(CURSOR(SELECT …), 'column', …)). */
    private Scope cursor(SqlNode table) {
        SqlCall function = (SqlCall) ((SqlCall) table).operand(0);
        for (SqlNode operand : function.getOperandList()) {
            if (operand.getKind() == SqlKind.CURSOR) {
                Scope inner = query(((SqlCall) operand).operand(0), null);
                String column = function.operandCount() > 1 ? CursorFunctions.columnName(function.operand(1)) : null;
                if (inner != null && inner.readsInput && column != null && !inner.items.containsKey(column)) {
                    evidence(column, !column.equals(column.toUpperCase()));
                }
            }
        }
        return new Scope(Map.of(), false, null, Set.of());
    }

    Evidence evidence(String name, boolean quoted) {
        return columns.computeIfAbsent(name, key -> new Evidence(quoted));
    }

    /** Follows an identifier to the input's column or into the subquery that it comes from. */
    void name(SqlIdentifier identifier, Scope scope, KdaType expected, int strength) {
        int first = identifier.names.size() > 1 && scope.qualifiers.contains(identifier.names.get(0)) ? 1 : 0;
        String name = identifier.names.get(first);
        SqlNode item = scope.items == null ? null : scope.items.get(name);
        if (item != null && scope.inner != null) {
            boolean self = item instanceof SqlIdentifier && scope.inner == scope;
            if (!self) {
                usage.of(item, scope.inner, expected, strength);
            }
            return;
        }
        if (scope.readsInput && !OF_EVERY_INPUT.contains(name) && !Functions.isClock(name)) {
            evidence(name, identifier.isComponentQuoted(first)).add(expected, strength);
        }
    }
}
