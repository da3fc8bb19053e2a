package ccpipeline.kda;

/** Parts of Flink SQL's text. */
final class FlinkText {
    private static final long SECOND = 1000;
    private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, SECOND};
    private static final String[] NAMES = {"DAY", "HOUR", "MINUTE", "SECOND"};

    private FlinkText() {}

    /** A name in backticks. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A literal of an interval, in the largest unit that divides it. */
    static String interval(long millis) {
        for (int i = 0; i < UNITS.length; i++) {
            if (millis % UNITS[i] == 0) {
                String count = String.valueOf(millis / UNITS[i]);
                return "INTERVAL '" + count + "' " + NAMES[i] + (count.length() > 2 ? "(" + count.length() + ")" : "");
            }
        }
        String whole = String.valueOf(millis / SECOND);
        return String.format("INTERVAL '%s.%03d' SECOND(%d, 3)", whole, millis % SECOND, Math.max(2, whole.length()));
    }

    /** Shifts every line but the first to the right. */
    static String indented(String text) {
        return text.replace("\n", "\n    ");
    }
}
