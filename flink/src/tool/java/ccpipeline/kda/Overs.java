package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The aggregates over frames of one SELECT. Flink calculates all of a SELECT over the same frame, so that other frames go into
 * SELECTs of their own, one within the other.
 */
final class Overs {
    /** Frames in order, each with its aggregates by their text. */
    final Map<String, List<String>> byFrame = new LinkedHashMap<>();
    /** Columns that hold aggregates of inner SELECTs, by the aggregate's text; null while aggregates are collected. */
    private Map<String, String> columns;

    /** Adds an aggregate; its text is that of the column that holds it, if one does. */
    String add(String frame, String aggregate) {
        String text = aggregate + " OVER (" + frame + ")";
        if (columns != null) {
            return FlinkText.quoted(columns.get(text));
        }
        List<String> all = byFrame.computeIfAbsent(frame, key -> new ArrayList<>());
        if (!all.contains(text)) {
            all.add(text);
        }
        return text;
    }

    boolean needNesting() {
        return byFrame.size() > 1;
    }

    /** From now on, aggregates are columns. */
    void nest(Map<String, String> names) {
        columns = names;
    }
}
