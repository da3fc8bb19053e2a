package ccpipeline.kda;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;

/** Translates a query expression: a SELECT, a UNION ALL of some, with or without ORDER BY. */
final class Queries {
    private Queries() {}

    static Block of(SqlNode node, List<Statement.Declared> target, QueryText query) {
        if (node instanceof SqlSelect) {
            return Select.of((SqlSelect) node, target, query);
        }
        if (node instanceof SqlOrderBy) {
            SqlOrderBy ordered = (SqlOrderBy) node;
            if (ordered.fetch != null || ordered.offset != null) {
                throw RefusedException.at(node, "LIMIT", "a stream has no end; rank the rows of a window instead", "top-k-items-tumbling");
            }
            query.notes.add("ORDER BY is left out: results are delivered in files, in no order.");
            return of(ordered.query, target, query);
        }
        throw RefusedException.at(node, node.getKind().name(), "a SELECT is expected here");
    }
}
