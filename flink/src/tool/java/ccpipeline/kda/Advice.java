package ccpipeline.kda;

import java.util.Map;

/** What to do instead of a construct that has no equal in Flink, and the folder of sql/legacy that shows it. */
final class Advice {
    private static final class Entry {
        final String text;
        final String example;

        Entry(String text, String example) {
            this.text = text;
            this.example = example;
        }
    }

    private static final Map<String, Entry> ENTRIES = Map.of(
            "STAGGER", new Entry("a stagger window has no equal; write a tumbling window over the event's time, or MATCH_RECOGNIZE", "stagger-window"),
            "JOIN", new Entry("a join keeps its rows in state; write it in Flink SQL over the one input, with the reference data as a MAP", "stream-join"),
            "RANDOM_CUT_FOREST", new Entry("Flink has no random cut forest; compare with a moving average instead", "random-cut-forest"),
            "RANDOM_CUT_FOREST_WITH_EXPLANATION", new Entry("Flink has no random cut forest; compare with a moving average instead", "random-cut-forest"),
            "HOTSPOTS", new Entry("Flink has no HOTSPOTS; count points per cell of a grid instead", "hotspots"),
            "EXP_AVG", new Entry("Flink has no exponentially weighted average; take AVG over a shorter frame instead", "exp-avg"),
            "GROUP_RANK", new Entry("write ROW_NUMBER() over the rows of a window instead", "group-rank"));

    private Advice() {}

    static boolean isRefusedFunction(String name) {
        return ENTRIES.containsKey(name) && !name.equals("STAGGER") && !name.equals("JOIN");
    }

    static String of(String construct) {
        return ENTRIES.get(construct).text;
    }

    static String example(String construct) {
        return ENTRIES.get(construct).example;
    }
}
