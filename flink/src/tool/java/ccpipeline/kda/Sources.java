package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** What stands in FROM. AWS: SQL Reference, "FROM clause". */
final class Sources {
    private Sources() {}

    static Relation of(SqlNode from, SqlNode place, QueryText query) {
        if (from == null) {
            throw RefusedException.at(place, "SELECT", "it reads nothing; a pump reads a stream FROM");
        }
        switch (from.getKind()) {
            case IDENTIFIER:
                return named((SqlIdentifier) from, query);
            case AS:
                return aliased((SqlCall) from, query);
            case JOIN:
                KnownStreams known = query.pumps.known(Reads.of(from));
                throw RefusedException.at(from, "JOIN", known.adviceOfJoin(), known.exampleOfJoin());
            case COLLECTION_TABLE:
                return CursorFunctions.of(from, query);
            case SELECT:
            case UNION:
            case ORDER_BY:
                return rows(Queries.of(from, null, query), "subquery", query);
            default:
                throw RefusedException.at(from, from.getKind().name(), "a stream or a subquery is expected in FROM");
        }
    }

    private static Relation named(SqlIdentifier name, QueryText query) {
        String stream = Statements.last(name);
        Relation relation = query.pumps.isCreated(stream) ? query.stream(stream) : query.pumps.source(stream, name);
        return copy(relation, List.of(), stream);
    }

    private static Relation aliased(SqlCall as, QueryText query) {
        Relation relation = of(as.operand(0), as, query);
        List<String> columns = new ArrayList<>();
        for (int i = 2; i < as.operandCount(); i++) {
            columns.add(((SqlIdentifier) as.operand(i)).getSimple());
        }
        if (!columns.isEmpty() && columns.size() != relation.columns.size()) {
            throw RefusedException.at(as, "AS", columns.size() + " names for " + relation.columns.size() + " columns");
        }
        return copy(relation, columns, ((SqlIdentifier) as.operand(1)).getSimple());
    }

    /** The same rows under another name, which hides the former one. */
    private static Relation copy(Relation of, List<String> columns, String alias) {
        Relation copy = new Relation(of.from);
        int i = 0;
        for (String name : of.columns.keySet()) {
            copy.columns.put(columns.isEmpty() ? name : columns.get(i++), of.columns.get(name));
        }
        copy.hidden.putAll(of.hidden);
        copy.names.add(alias);
        copy.clock = of.clock;
        copy.windowed = of.windowed;
        copy.keys.addAll(of.keys);
        return copy;
    }

    /** The rows of a SELECT that becomes a part of WITH. */
    static Relation rows(Block block, String name, QueryText query) {
        Relation draft = new Relation("");
        String part = query.part(name, block.part(draft));
        Relation rows = copy(draft, List.of(), name);
        Relation named = new Relation(part);
        named.columns.putAll(rows.columns);
        named.hidden.putAll(rows.hidden);
        named.clock = rows.clock;
        named.windowed = rows.windowed;
        named.keys.addAll(rows.keys);
        return named;
    }
}
