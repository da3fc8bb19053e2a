package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlNode;

/** The rows of several SELECTs as one: UNION ALL, or several pumps into one stream. AWS: SQL Reference, "UNION". */
final class Union {
    private Union() {}

    /**
     * Makes one SELECT of several.
     *
     * @param names what tells the rows of one SELECT from those of another.
     * @param column the name of the column that has it.
     */
    static Block of(List<Block> blocks, List<String> names, String column, String name, SqlNode place, QueryText query) {
        Block first = blocks.get(0);
        for (Block other : blocks) {
            boolean same = other.items.size() == first.items.size()
                    && other.keys.size() == first.keys.size()
                    && other.windowed == first.windowed
                    && (other.clock == null) == (first.clock == null);
            if (!same) {
                throw RefusedException.at(place, "UNION ALL", "its SELECTs have different columns, windows or groups, so that one key does not fit all rows; write them into streams of their own");
            }
        }
        alignKeys(blocks);
        List<String> texts = new ArrayList<>();
        Relation rows = null;
        for (int i = 0; i < blocks.size(); i++) {
            Typed branch = Typed.atom("CAST(" + FlinkText.text(names.get(i)) + " AS STRING)", KdaType.TEXT);
            blocks.get(i).keys.add(new Block.Key(branch, column, null));
            Relation draft = new Relation("");
            texts.add(blocks.get(i).part(draft));
            rows = rows == null ? draft : rows;
        }
        int at = 0;
        for (String itemName : List.copyOf(rows.columns.keySet())) {
            rows.columns.put(itemName, common(blocks, at++, itemName, place));
        }
        return whole(rows, query.part(name, String.join("\nUNION ALL\n", texts)), first);
    }

    /** A column as what it is in every SELECT: of the wider type, and a step of the clock only where all are the same. */
    private static Typed common(List<Block> blocks, int at, String name, SqlNode place) {
        Typed first = blocks.get(0).items.get(at).value;
        KdaType type = KdaType.NULL;
        boolean sameStep = true;
        for (Block block : blocks) {
            Typed other = block.items.get(at).value;
            type = type == null ? null : Types.wider(type, other.type);
            sameStep &= isSameStep(first.step, other.step);
            if (type == null || other.record != first.record) {
                throw RefusedException.at(place, "UNION ALL", "the column " + name + " has other types in its SELECTs; CAST them to one");
            }
        }
        Typed column = Typed.column(name, type);
        column.step = sameStep ? first.step : null;
        column.record = first.record;
        return column;
    }

    private static boolean isSameStep(TimeStep one, TimeStep other) {
        return one != null
                && other != null
                && one.clock
                && other.clock
                && one.millis == other.millis
                && Objects.equals(one.calendarUnit, other.calendarUnit);
    }

    /** A key is shown by a column only where it is so in every SELECT. */
    private static void alignKeys(List<Block> blocks) {
        List<Block.Key> keys = blocks.get(0).keys;
        for (int k = 0; k < keys.size(); k++) {
            int at = k;
            int shown = position(blocks.get(0), k);
            boolean everywhere = blocks.stream().allMatch(block -> position(block, at) == shown);
            for (Block block : blocks) {
                Block.Key key = block.keys.get(k);
                block.keys.set(k, new Block.Key(key.value, blocks.get(0).keys.get(k).name, everywhere ? key.shownAs : null));
            }
        }
    }

    private static int position(Block block, int key) {
        for (int i = 0; i < block.items.size(); i++) {
            if (Objects.equals(block.items.get(i).name, block.keys.get(key).shownAs)) {
                return i;
            }
        }
        return -1;
    }

    private static Block whole(Relation rows, String part, Block first) {
        Block block = new Block();
        block.from = part;
        block.windowed = first.windowed;
        block.clock = rows.clock == null ? null : FlinkText.quoted(rows.clock);
        rows.columns.forEach((name, value) -> block.items.add(new Block.Item(value, name)));
        for (Relation.Key key : rows.keys) {
            String shown = block.items.stream().filter(item -> item.value.text.equals(key.value.text)).map(item -> item.name).findFirst().orElse(null);
            block.keys.add(new Block.Key(key.value, key.name, shown));
        }
        return block;
    }
}
