package ccpipeline.kda;

import ccpipeline.query.SqlQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;

/** Translates one SELECT. AWS: SQL Reference, "SELECT statement". */
final class Select {
    private final SqlSelect select;
    private List<Statement.Declared> target;
    private final QueryText query;
    private final Relation relation;
    private final Context rows;
    private final Block block = new Block();
    /** Each item's value before it is converted for its column. */
    private final List<Typed> originals = new ArrayList<>();
    /** What is refused in its clauses. */
    private final List<Refusal> refusals = new ArrayList<>();

    private Select(SqlSelect select, List<Statement.Declared> target, QueryText query, Relation relation) {
        this.select = select;
        this.target = target;
        this.query = query;
        this.relation = relation;
        this.rows = Context.of(relation, Context.windows(select.getWindowList()), query.notes);
    }

    /**
     * Translates a SELECT.
     *
     * @param target the columns that its items go into; null for a subquery.
     * @param query where its subqueries and notes go.
     */
    static Block of(SqlSelect select, List<Statement.Declared> target, QueryText query) {
        Relation relation = Sources.of(select.getFrom(), select, query);
        Select one = new Select(select, target, query, relation);
        one.translate();
        return one.block;
    }

    private void translate() {
        List<SqlNode> items = expanded();
        checkCount(items);
        List<SqlNode> group = group(items);
        Groups groups = null;
        try {
            groups = group == null ? null : Groups.of(group, select.getGroup() == null ? select : select.getGroup(), rows);
        } catch (RefusedException e) {
            refusals.addAll(e.refusals);
        }
        Context context = context(group != null, groups);
        block.from = relation.from;
        try {
            block.where = select.getWhere() == null ? null : condition(select.getWhere(), rows);
        } catch (RefusedException e) {
            refusals.addAll(e.refusals);
        }
        addItems(items, context);
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
        if (rows.overs.needNesting()) {
            nest();
            block.items.clear();
            originals.clear();
            addItems(items, context);
        }
        if (groups == null) {
            rowKeys();
            checkUngrouped();
        } else {
            windowKeys(groups);
            checkDistinctGroups();
        }
        if (select.getHaving() != null) {
            block.having = condition(select.getHaving(), context.withAliases(aliases(items)));
        }
    }

    /** What the items can refer to; of groups that are refused, enough to find what else is. */
    private Context context(boolean grouped, Groups groups) {
        if (!grouped) {
            return rows;
        }
        return groups == null ? rows.grouped(Context.REFUSED_WINDOW, List.of()) : rows.grouped(groups.windowMillis, groups.keys);
    }

    private static String condition(SqlNode node, Context context) {
        Typed condition = Expressions.of(node, context);
        if (condition.type.kind != KdaType.Kind.BOOLEAN && condition.type.kind != KdaType.Kind.NULL) {
            throw RefusedException.at(node, Expressions.name(node), "a condition is expected here, this is " + condition.type);
        }
        return condition.text;
    }

    private static Map<String, SqlNode> aliases(List<SqlNode> items) {
        Map<String, SqlNode> aliases = new HashMap<>();
        for (SqlNode item : items) {
            if (item.getKind() == SqlKind.AS) {
                aliases.put(((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple(), ((SqlCall) item).operand(0));
            }
        }
        return aliases;
    }

    /** The items with the columns that * stands for. */
    private List<SqlNode> expanded() {
        List<SqlNode> items = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            if (item instanceof SqlIdentifier && ((SqlIdentifier) item).isStar()) {
                boolean ofTarget = query.pumps.application.inferred && target != null && select.getSelectList().size() == 1 && relation.from.equals(SqlQuery.INPUT);
                Stream<String> names = ofTarget ? target.stream().map(column -> column.name) : relation.columns.keySet().stream();
                names.forEach(name -> items.add(new SqlIdentifier(name, item.getParserPosition())));
            } else {
                items.add(item);
            }
        }
        return items;
    }

    /** Remembers a wrong number of items, and finds what else is refused in them. */
    private void checkCount(List<SqlNode> items) {
        if (target != null && target.size() != items.size()) {
            RefusedException wrong = RefusedException.at(select.getSelectList(), "SELECT", items.size() + " items for the " + target.size() + " columns that they go into; write as many");
            refusals.addAll(wrong.refusals);
            target = null;
        }
    }

    /** What is grouped by: GROUP BY, or all items of SELECT DISTINCT; null without groups. */
    private List<SqlNode> group(List<SqlNode> items) {
        if (select.getGroup() != null) {
            return select.getGroup().getList();
        }
        if (select.isDistinct()) {
            List<SqlNode> all = new ArrayList<>();
            items.forEach(item -> all.add(item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item));
            return all;
        }
        for (SqlNode item : items) {
            if (Aggregates.isIn(item)) {
                return List.of();
            }
        }
        return select.getHaving() == null ? null : List.of();
    }

    private void addItems(List<SqlNode> items, Context context) {
        for (int i = 0; i < items.size(); i++) {
            try {
                addItem(items.get(i), i, context);
            } catch (RefusedException e) {
                refusals.addAll(e.refusals);
            }
        }
    }

    private void addItem(SqlNode item, int i, Context context) {
        boolean aliased = item.getKind() == SqlKind.AS;
        SqlNode expression = aliased ? ((SqlCall) item).operand(0) : item;
        Typed value = Expressions.of(expression, context);
        originals.add(value);
        if (target != null) {
            Statement.Declared column = target.get(i);
            block.items.add(new Block.Item(Types.convert(value, column.type, query.notes, expression), column.name));
        } else {
            block.items.add(new Block.Item(value, aliased ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple() : name(expression, i)));
        }
    }

    private String name(SqlNode expression, int i) {
        return expression instanceof SqlIdentifier ? Statements.last((SqlIdentifier) expression) : "EXPR$" + i;
    }

    /**
     * Puts each frame's aggregates into a SELECT of its own; the last one reads the one before. The aggregates come before the
     * asterisk: Flink removes a projection that only names the columns, and then has two of the same name.
     */
    private void nest() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (List<String> aggregates : rows.overs.byFrame.values()) {
            StringBuilder text = new StringBuilder("SELECT\n");
            for (String aggregate : aggregates) {
                String name = "over" + (columns.size() + 1);
                columns.put(aggregate, name);
                text.append("    ").append(aggregate).append(" AS ").append(FlinkText.quoted(name)).append(",\n");
            }
            text.append("    *\nFROM ").append(block.from);
            if (block.where != null) {
                text.append("\nWHERE ").append(block.where);
                block.where = null;
            }
            block.from = query.part("frame", text.toString());
        }
        rows.overs.nest(columns);
    }

    private void rowKeys() {
        block.windowed = relation.windowed;
        block.clock = relation.clock == null ? null : FlinkText.quoted(relation.clock);
        relation.keys.forEach(key -> block.keys.add(new Block.Key(key.value, key.name, shown(key.value))));
    }

    /** Groups are distinct where all of them show; DISTINCT over other groups would need a second grouping. */
    private void checkDistinctGroups() {
        boolean all = block.keys.stream().skip(2).allMatch(key -> key.shownAs != null);
        if (select.isDistinct() && select.getGroup() != null && !all) {
            throw RefusedException.at(select, "DISTINCT", "it merges groups that differ in what is not selected; group by the selected items only, without DISTINCT");
        }
    }

    private void checkUngrouped() {
        if (select.isDistinct()) {
            throw RefusedException.at(select, "DISTINCT", "without a window, no row is ever known to be the last; group by a window", "group-by-without-window");
        }
    }

    private void windowKeys(Groups groups) {
        if (relation.clock == null) {
            throw RefusedException.at(select, "GROUP BY", "its rows have no ROWTIME any more");
        }
        if (relation.windowed) {
            query.notes.add("A window over the results of windows has each result at the end of its own window; the service could count it in the next one.");
        }
        query.notes.add("The rows of a window come when the stream's watermark passes the window's end.");
        block.windowed = true;
        block.clock = "window_time";
        block.from = "TABLE(TUMBLE(TABLE " + relation.from + ", DESCRIPTOR(" + FlinkText.quoted(relation.clock) + "), "
                + FlinkText.interval(groups.windowMillis) + "))";
        block.groupBy.add("window_start");
        block.groupBy.add("window_end");
        block.keys.add(new Block.Key(Typed.atom("window_start", KdaType.TIMESTAMP), "windowStart", null));
        block.keys.add(new Block.Key(Typed.atom("window_end", KdaType.TIMESTAMP), "windowEnd", null));
        int unnamed = 0;
        for (Typed key : groups.keys) {
            block.groupBy.add(key.text);
            String shown = shown(key);
            String name = relation.columns.entrySet().stream().filter(column -> column.getValue().text.equals(key.text)).map(Map.Entry::getKey).findFirst().orElse(null);
            if (shown == null) {
                name = name == null ? "groupKey" + ++unnamed : name;
            }
            block.keys.add(new Block.Key(key, name == null ? shown : name, shown));
        }
    }

    /** The column that shows a value so that different values stay different, or null. */
    private String shown(Typed value) {
        for (int i = 0; i < originals.size(); i++) {
            Block.Item item = block.items.get(i);
            if (originals.get(i).text.equals(value.text) && originals.get(i).type.keepsApart(item.value.type)) {
                return item.name;
            }
        }
        return null;
    }
}
