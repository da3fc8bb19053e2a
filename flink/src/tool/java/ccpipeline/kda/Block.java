package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A translated SELECT, before it is printed: as the query itself, or as a part of WITH. */
final class Block {
    /** A column of a SELECT. */
    static final class Item {
        final Typed value;
        final String name;

        Item(Typed value, String name) {
            this.value = value;
            this.name = name;
        }

        String text() {
            return value.text.equals(FlinkText.quoted(name)) ? value.text : value.text + " AS " + FlinkText.quoted(name);
        }
    }

    /** A column that distinguishes the rows, and the result column that shows it, if one does. */
    static final class Key {
        final Typed value;
        final String name;
        final String shownAs;

        Key(Typed value, String name, String shownAs) {
            this.value = value;
            this.name = name;
            this.shownAs = shownAs;
        }
    }

    final List<Item> items = new ArrayList<>();
    final List<Key> keys = new ArrayList<>();
    String from;
    String where;
    final List<String> groupBy = new ArrayList<>();
    String having;
    /** The time attribute of the rows, or null. */
    String clock;
    /** Whether rows are the results of windows. */
    boolean windowed;

    /** The names of the columns that are there already, whatever their case. */
    private boolean isTaken(String name, Map<String, Item> added) {
        return items.stream().anyMatch(item -> item.name.equalsIgnoreCase(name)) || added.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private String free(String name, Map<String, Item> added) {
        String free = name;
        for (int i = 2; isTaken(free, added); i++) {
            free = name + i;
        }
        return free;
    }

    /** The key columns that no item shows, by their names; and in {@code names} the name of every key column. */
    Map<String, Item> addedKeys(List<String> names) {
        Map<String, Item> added = new LinkedHashMap<>();
        for (Key key : keys) {
            String name = key.shownAs == null ? free(key.name, added) : key.shownAs;
            if (key.shownAs == null) {
                added.put(name, new Item(key.value, name));
            }
            names.add(name);
        }
        return added;
    }

    /** Renames columns that differ in nothing but their case from an earlier one: a Glue table has one name for both. */
    void distinguishNames(Set<String> notes) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            boolean taken = items.subList(0, i).stream().anyMatch(other -> other.name.equalsIgnoreCase(item.name));
            if (taken) {
                String name = free(item.name, Map.of());
                notes.add("The column " + item.name + " is " + name + " here: it differs from another in nothing but its case.");
                items.set(i, new Item(item.value, name));
                keys.replaceAll(key -> item.name.equals(key.shownAs) ? new Key(key.value, key.name, name) : key);
            }
        }
    }

    /** The text as a part of WITH; {@code rows} becomes what reads it. */
    String part(Relation rows) {
        List<String> keyNames = new ArrayList<>();
        Map<String, Item> added = addedKeys(keyNames);
        List<Item> all = new ArrayList<>(added.values());
        all.addAll(items);
        for (int i = 0; i < keys.size(); i++) {
            rows.keys.add(new Relation.Key(Typed.column(keyNames.get(i), keys.get(i).value.type), keys.get(i).name));
        }
        items.forEach(item -> rows.columns.put(item.name, item.value.named(item.name)));
        List<String> group = new ArrayList<>(groupBy);
        if (clock != null) {
            String name = free("ROWTIME", added);
            all.add(new Item(Typed.atom(clock, KdaType.TIMESTAMP), name));
            if (windowed && !group.isEmpty()) {
                group.add(clock);
            }
            rows.clock(name);
        }
        rows.windowed = windowed;
        return text(all, group);
    }

    /** The text of a SELECT of these items. */
    String text(List<Item> all, List<String> group) {
        StringBuilder text = new StringBuilder("SELECT\n");
        for (int i = 0; i < all.size(); i++) {
            text.append("    ").append(all.get(i).text()).append(i < all.size() - 1 ? ",\n" : "\n");
        }
        text.append("FROM ").append(from);
        if (where != null) {
            text.append("\nWHERE ").append(where);
        }
        if (!group.isEmpty()) {
            text.append("\nGROUP BY ").append(String.join(", ", group));
        }
        if (having != null) {
            text.append("\nHAVING ").append(having);
        }
        return text.toString();
    }
}
