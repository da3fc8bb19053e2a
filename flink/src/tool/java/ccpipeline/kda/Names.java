package ccpipeline.kda;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Finds what an identifier means. AWS: SQL Reference, "Identifiers". */
final class Names {
    private Names() {}

    static Typed resolve(SqlIdentifier identifier, Context context) {
        Typed found = find(identifier, context);
        if (found != null && context.windowMillis > 0 && context.aliases.containsKey(Statements.last(identifier))) {
            found = null; // in HAVING, a name that is not grouped is that of an item
        }
        if (found != null && context.windowMillis > Context.REFUSED_WINDOW) {
            throw RefusedException.at(identifier, String.join(".", identifier.names), "it is not among the expressions of GROUP BY; group by it, or aggregate it");
        }
        if (found == null) {
            found = alias(identifier, context);
        }
        if (found == null) {
            found = Functions.withoutParentheses(identifier, context);
        }
        if (found == null) {
            throw unknown(identifier, context);
        }
        if (found.step != null && found.step.clock && !found.step.rounds()) {
            context.notes.add(
                    context.relation.windowed
                            ? "ROWTIME of a window's result is the last moment of its window."
                            : "ROWTIME and APPROXIMATE_ARRIVAL_TIME are the time at which a record arrived in the stream.");
        }
        return found;
    }

    /** The column that an identifier names, or null. */
    static Typed find(SqlIdentifier identifier, Context context) {
        List<String> names = identifier.names;
        Relation relation = context.relation;
        int first = names.size() > 1 && relation.names.contains(names.get(0)) ? 1 : 0;
        Typed column = first < names.size() ? relation.column(names.get(first)) : null;
        if (column == null || names.size() == first + 1) {
            return column;
        }
        return names.size() == first + 2 && column.record != null
                ? column.record.column(column.text, names.get(first + 1))
                : null;
    }

    private static Typed alias(SqlIdentifier identifier, Context context) {
        SqlNode meant = identifier.isSimple() ? context.aliases.get(identifier.getSimple()) : null;
        return meant == null ? null : Expressions.of(meant, context.withoutAlias(identifier.getSimple()));
    }

    private static RefusedException unknown(SqlIdentifier identifier, Context context) {
        String name = Statements.last(identifier);
        String known = context.relation.columns.keySet().stream().limit(20).collect(Collectors.joining(", "));
        boolean other = context.relation.columns.keySet().stream().anyMatch(column -> column.equalsIgnoreCase(name));
        String hint = other ? "; unquoted names are upper-cased: write it in quotes" : "";
        return RefusedException.at(
                identifier,
                String.join(".", identifier.names),
                "no such column" + hint + (known.isEmpty() ? "" : "; there are " + known));
    }
}
