package ccpipeline.kda;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** Functions over the rows of a cursor. AWS: SQL Reference, "TOP_K_ITEMS_TUMBLING Function", "COUNT_DISTINCT_ITEMS_TUMBLING Function". */
final class CursorFunctions {
    private CursorFunctions() {}

    static Relation of(SqlNode table, QueryText query) {
        SqlCall function = (SqlCall) ((SqlCall) table).operand(0);
        throw Functions.unknown(function, function.getOperator().getName().toUpperCase());
    }
}
