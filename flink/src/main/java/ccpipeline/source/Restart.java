package ccpipeline.source;

import java.util.List;

/** What a start with other queries reads, asked of the {@link ReadingPlan} that the source itself follows. */
public final class Restart {
    /** Where reading begins. */
    public enum From {
        /** Where the snapshot says: nothing is read again. */
        SNAPSHOT,
        /** As far before the watermark as the longest window lasts. */
        OPEN_WINDOWS,
        /** At the oldest record of the stream. */
        OLDEST
    }

    /** A watermark to ask with; only differences from it are of interest. */
    private static final long WATERMARK = 1_700_000_000_000L;

    public final From from;
    /** Milliseconds before the watermark at which reading begins, where it begins at the open windows; else 0. */
    public final long backMillis;

    private Restart(From from, long backMillis) {
        this.from = from;
        this.backMillis = backMillis;
    }

    /**
     * @param before the source that wrote the snapshot; it has delivered.
     * @param after the source that starts from it.
     */
    public static Restart between(SourceSettings before, SourceSettings after) {
        ReadingState written = new ReadingState(before.origin, WATERMARK, ShardProgress.UNKNOWN);
        ReadingPlan plan = new ReadingPlan(after, List.of(written));
        switch (plan.from()) {
            case STATE:
                return new Restart(From.SNAPSHOT, 0);
            case OPEN_WINDOWS:
                return new Restart(From.OPEN_WINDOWS, WATERMARK - plan.readFromMillis());
            default:
                return new Restart(From.OLDEST, 0);
        }
    }
}
