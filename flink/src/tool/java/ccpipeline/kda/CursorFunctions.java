package ccpipeline.kda;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.util.NlsString;

/** Functions over the rows of a cursor. AWS: SQL Reference, "TOP_K_ITEMS_TUMBLING Function", "COUNT_DISTINCT_ITEMS_TUMBLING Function". */
final class CursorFunctions {
    private CursorFunctions() {}

    static Relation of(SqlNode table, QueryText query) {
        SqlCall function = (SqlCall) ((SqlCall) table).operand(0);
        String name = function.getOperator().getName().toUpperCase();
        boolean top = name.equals("TOP_K_ITEMS_TUMBLING");
        if (!top && !name.equals("COUNT_DISTINCT_ITEMS_TUMBLING")) {
            throw Functions.unknown(function, name);
        }
        Functions.count(function, top ? 4 : 3, top ? 4 : 3);
        SqlNode cursor = function.operand(0);
        if (cursor.getKind() != SqlKind.CURSOR) {
            throw RefusedException.at(cursor, name, "a CURSOR(SELECT STREAM …) is expected here", example(top));
        }
        Block rows = Queries.of(((SqlCall) cursor).operand(0), null, query);
        Relation relation = Sources.rows(rows, "items", query);
        String column = columnName(function.operand(1));
        Typed item = column == null ? null : relation.columns.get(column);
        if (item == null) {
            throw RefusedException.at(function.operand(1), name, "its cursor has no column " + column, example(top));
        }
        if (relation.clock == null) {
            throw RefusedException.at(cursor, name, "its rows have no ROWTIME any more", example(top));
        }
        String window = "TABLE(TUMBLE(TABLE " + relation.from + ", DESCRIPTOR(" + FlinkText.quoted(relation.clock) + "), "
                + FlinkText.interval(1000 * number(function, top ? 3 : 2)) + "))";
        return top ? topItems(item, window, number(function, 2), query) : distinctItems(item, window, query);
    }

    private static String example(boolean top) {
        return top ? "top-k-items-tumbling" : "count-distinct-items-tumbling";
    }

    /** The column that an argument names; the name is a text, as it stands in quotes. */
    static String columnName(SqlNode argument) {
        boolean text = argument instanceof SqlLiteral && ((SqlLiteral) argument).getValue() instanceof NlsString;
        return text ? ((SqlLiteral) argument).getValueAs(String.class).replaceAll("^\"|\"$", "") : null;
    }

    private static long number(SqlCall function, int operand) {
        SqlNode node = function.operand(operand);
        if (!(node instanceof SqlLiteral) || ((SqlLiteral) node).bigDecimalValue() == null || ((SqlLiteral) node).longValue(true) < 1) {
            throw RefusedException.at(node, function.getOperator().getName(), "a number from 1 is expected here");
        }
        return ((SqlLiteral) node).longValue(true);
    }

    private static Relation distinctItems(Typed item, String table, QueryText query) {
        Block counts = windows(table);
        counts.items.add(new Block.Item(Typed.atom("COUNT(DISTINCT " + item.text + ")", KdaType.BIGINT), "NUMBER_OF_DISTINCT_ITEMS"));
        query.notes.add("COUNT_DISTINCT_ITEMS_TUMBLING estimated; the count is exact here.");
        return Sources.rows(counts, "distinct_items", query);
    }

    private static Relation topItems(Typed item, String table, long most, QueryText query) {
        Block counts = windows(table);
        counts.items.add(new Block.Item(item, "ITEM"));
        counts.items.add(new Block.Item(Typed.atom("COUNT(*)", KdaType.BIGINT), "ITEM_COUNT"));
        counts.groupBy.add(item.text);
        counts.keys.add(new Block.Key(item, "ITEM", "ITEM"));
        Relation counted = Sources.rows(counts, "item_counts", query);
        String place = "SELECT\n    *,\n    ROW_NUMBER() OVER (PARTITION BY `windowStart`, `windowEnd` ORDER BY `ITEM_COUNT` DESC, `ITEM`) AS `place`\nFROM " + counted.from;
        Relation top = new Relation(query.part("top_items", "SELECT *\nFROM (\n    " + FlinkText.indented(place) + "\n)\nWHERE `place` <= " + most));
        top.columns.putAll(counted.columns);
        top.keys.addAll(counted.keys);
        top.windowed = true;
        query.notes.add("TOP_K_ITEMS_TUMBLING estimated; the counts are exact here, and of items with equal counts the first ones by name are taken.");
        return top;
    }

    private static Block windows(String table) {
        Block block = new Block();
        block.from = table;
        block.windowed = true;
        block.clock = "window_time";
        block.groupBy.addAll(List.of("window_start", "window_end"));
        block.keys.add(new Block.Key(Typed.atom("window_start", KdaType.TIMESTAMP), "windowStart", null));
        block.keys.add(new Block.Key(Typed.atom("window_end", KdaType.TIMESTAMP), "windowEnd", null));
        return block;
    }
}
