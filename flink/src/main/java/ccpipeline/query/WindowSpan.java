package ccpipeline.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Length of a query's windows, read from its plan. */
final class WindowSpan {
    /** Where a window is created from a time column; operators that only pass a window on name no time column. */
    private static final Pattern SPAN = Pattern.compile("\\(time_col=[^)]*?\\b(?:size|max_size|gap)=\\[([^\\]]+)]");
    private static final Pattern PART = Pattern.compile("(\\d+)\\s*(ms|s|min|h|d|day|days|hour|hours)\\b");

    private WindowSpan() {}

    /**
     * @param plan the optimized plan, as Flink explains it: {@code TUMBLE(…, size=[10 s])} and the like.
     * @return milliseconds, an upper bound for the longest chain of windows: the sum of all windows; 0 if there are none.
     */
    static long millis(String plan) {
        long sum = 0;
        Matcher span = SPAN.matcher(plan);
        while (span.find()) {
            sum += duration(span.group(1));
        }
        return sum;
    }

    /** Milliseconds of a duration as plans write it: {@code 1 min 30 s}. */
    static long duration(String text) {
        long sum = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum += Long.parseLong(part.group(1)) * unit(part.group(2));
        }
        return sum;
    }

    private static long unit(String name) {
        switch (name.charAt(0)) {
            case 'm':
                return name.equals("ms") ? 1 : 60_000;
            case 's':
                return 1000;
            case 'h':
                return 3_600_000;
            default:
                return 86_400_000;
        }
    }
}
