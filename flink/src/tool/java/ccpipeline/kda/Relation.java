package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a SELECT reads: the input, or the rows of another SELECT. */
final class Relation {
    /** A column that distinguishes one row from another. */
    static final class Key {
        final Typed value;
        /** Its name among the results where it is added to them. */
        final String name;

        Key(Typed value, String name) {
            this.value = value;
            this.name = name;
        }
    }

    /** Its name in FROM. */
    final String from;
    /** Its columns by name. */
    final Map<String, Typed> columns = new LinkedHashMap<>();
    /** Columns that SELECT * leaves out, as ROWTIME. */
    final Map<String, Typed> hidden = new LinkedHashMap<>();
    /** Names that may qualify its columns. */
    final Set<String> names = new LinkedHashSet<>();
    /** The name of the time attribute in Flink, or null without one. */
    String clock;
    /** Whether its clock is that of windows' results. */
    boolean windowed;

    final List<Key> keys = new ArrayList<>();

    Relation(String from) {
        this.from = from;
    }

    /** A column, or null if there is none. */
    Typed column(String name) {
        Typed column = columns.get(name);
        return column != null ? column : hidden.get(name);
    }

    /** Gives the relation its time attribute, a column of this name in Flink. */
    void clock(String name) {
        clock = name;
        Typed time = Typed.atom("CAST(" + FlinkText.quoted(name) + " AS TIMESTAMP(3))", KdaType.TIMESTAMP);
        time.step = new TimeStep(true, time, 0, null);
        hidden.put("ROWTIME", time);
    }
}
