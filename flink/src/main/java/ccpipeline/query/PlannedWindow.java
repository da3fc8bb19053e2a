package ccpipeline.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A window that a query creates from a time column, read from its plan. */
public final class PlannedWindow {
    /** The forms of windows, by the names of Flink's table functions. */
    public enum Kind {
        TUMBLE,
        HOP,
        CUMULATE,
        SESSION
    }

    private static final Pattern WINDOW = Pattern.compile("\\b(TUMBLE|HOP|CUMULATE|SESSION)\\((time_col=(?:\\[[^\\]]*]|[^)\\]])*)\\)");

    public final Kind kind;
    /** Length, largest length, or gap: milliseconds. */
    public final long sizeMillis;
    /** Milliseconds between two results of a record: the slide of HOP, the step of CUMULATE, else the size. */
    public final long stepMillis;
    /** Milliseconds between 1970 and a window's beginning, as the query gives it. */
    public final long offsetMillis;

    private PlannedWindow(Kind kind, long sizeMillis, long stepMillis, long offsetMillis) {
        this.kind = kind;
        this.sizeMillis = sizeMillis;
        this.stepMillis = stepMillis;
        this.offsetMillis = offsetMillis;
    }

    /** @param plan the optimized plan, as Flink explains it. */
    static List<PlannedWindow> of(String plan) {
        List<PlannedWindow> windows = new ArrayList<>();
        Matcher window = WINDOW.matcher(plan);
        while (window.find()) {
            Kind kind = Kind.valueOf(window.group(1).toUpperCase(Locale.ROOT));
            long size = millis(window.group(2), "\\b(?:size|max_size|gap)", 0);
            long step = millis(window.group(2), "\\b(?:slide|step)", size);
            windows.add(new PlannedWindow(kind, size, step, millis(window.group(2), "\\boffset", 0)));
        }
        return windows;
    }

    private static long millis(String window, String name, long missing) {
        Matcher at = Pattern.compile(name + "=\\[([^\\]]+)]").matcher(window);
        return at.find() ? WindowSpan.duration(at.group(1)) : missing;
    }
}
