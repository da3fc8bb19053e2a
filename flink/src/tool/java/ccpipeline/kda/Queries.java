package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

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
        if (node instanceof SqlCall && ((SqlCall) node).getOperator() == SqlStdOperatorTable.UNION_ALL) {
            return union((SqlCall) node, target, query);
        }
        boolean union = node.getKind() == SqlKind.UNION;
        String advice = union ? "equal rows of a stream cannot be found without an end; write UNION ALL" : "a SELECT is expected here";
        throw RefusedException.at(node, node.getKind().name(), advice);
    }

    private static Block union(SqlCall call, List<Statement.Declared> target, QueryText query) {
        List<Block> blocks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (SqlNode part : flat(call)) {
            blocks.add(of(part, target, query));
            names.add(String.valueOf(blocks.size()));
        }
        return Union.of(blocks, names, "branch", "all_rows", call, query);
    }

    private static List<SqlNode> flat(SqlCall call) {
        List<SqlNode> parts = new ArrayList<>();
        for (SqlNode part : call.getOperandList()) {
            parts.addAll(part instanceof SqlCall && ((SqlCall) part).getOperator() == SqlStdOperatorTable.UNION_ALL ? flat((SqlCall) part) : List.of(part));
        }
        return parts;
    }
}
