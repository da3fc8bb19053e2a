package ccpipeline.kda;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWindow;

/** What the expressions of a SELECT can refer to. */
final class Context {
    /** Length of the windows of a GROUP BY that is refused: what else is refused is still found. */
    static final long REFUSED_WINDOW = 1;

    final Relation relation;
    /** Length of the windows of GROUP BY; 0 where rows are not grouped. */
    final long windowMillis;
    /** The other expressions of GROUP BY. */
    final List<Typed> groupKeys;
    /** Windows of the WINDOW clause by name. */
    final Map<String, SqlWindow> windows;
    /** Expressions of SELECT by alias, where a clause may use them. */
    final Map<String, SqlNode> aliases;
    /** Aggregates over frames, in order. */
    final Overs overs;
    /** What is to be said about the query, once each. */
    final Set<String> notes;

    Context(Relation relation, long windowMillis, List<Typed> groupKeys, Map<String, SqlWindow> windows, Map<String, SqlNode> aliases, Overs overs, Set<String> notes) {
        this.relation = relation;
        this.windowMillis = windowMillis;
        this.groupKeys = groupKeys;
        this.windows = windows;
        this.aliases = aliases;
        this.overs = overs;
        this.notes = notes;
    }

    static Context of(Relation relation, Map<String, SqlWindow> windows, Set<String> notes) {
        return new Context(relation, 0, List.of(), windows, Map.of(), new Overs(), notes);
    }

    /** The same over single rows: arguments of an aggregate, WHERE. */
    Context ofRows() {
        return new Context(relation, 0, List.of(), windows, Map.of(), overs, notes);
    }

    Context withAliases(Map<String, SqlNode> names) {
        return new Context(relation, windowMillis, groupKeys, windows, names, overs, notes);
    }

    /** Without an alias, so that an expression that uses the name of its own alias means the column. */
    Context withoutAlias(String name) {
        Map<String, SqlNode> others = new HashMap<>(aliases);
        others.remove(name);
        return withAliases(others);
    }

    /** The same over the groups of windows. */
    Context grouped(long millis, List<Typed> keys) {
        return new Context(relation, millis, keys, windows, aliases, overs, notes);
    }

    static Map<String, SqlWindow> windows(List<SqlNode> declared) {
        Map<String, SqlWindow> windows = new LinkedHashMap<>();
        for (SqlNode node : declared) {
            SqlWindow window = (SqlWindow) node;
            windows.put(window.getDeclName().getSimple(), window);
        }
        return windows;
    }
}
