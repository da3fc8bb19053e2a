package ccpipeline.kda;

import java.util.Map;

/** Flink's expressions for the service's calculations with times. */
final class Times {
    static final Map<String, Long> UNITS = Map.of(
            "SECOND", 1000L, "MINUTE", 60_000L, "HOUR", 3_600_000L, "DAY", 86_400_000L);

    private Times() {}

    /** Seconds since 1970 of a TIMESTAMP. */
    static String seconds(String timestamp) {
        return "UNIX_TIMESTAMP(DATE_FORMAT(" + timestamp + ", 'yyyy-MM-dd HH:mm:ss'))";
    }

    /** Milliseconds since 1970 of a TIMESTAMP. */
    static String millis(String timestamp) {
        return "(" + seconds(timestamp) + " * 1000 + EXTRACT(MILLISECOND FROM " + timestamp + "))";
    }

    /** A TIMESTAMP from milliseconds since 1970. */
    static String fromMillis(String millis) {
        return "CAST(TO_TIMESTAMP_LTZ(" + millis + ", 3) AS TIMESTAMP(3))";
    }

    /** A TIMESTAMP rounded down to whole steps since 1970. */
    static Typed floor(String timestamp, long millis) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (unit.getValue() == millis) {
                return Typed.atom("FLOOR(" + timestamp + " TO " + unit.getKey() + ")", KdaType.TIMESTAMP);
            }
        }
        String since = millis(timestamp);
        return Typed.atom(fromMillis(since + " - MOD(" + since + ", " + millis + ")"), KdaType.TIMESTAMP);
    }
}
