package ccpipeline.diff;

import ccpipeline.query.PlannedWindow;
import ccpipeline.query.PlannedWindow.Kind;

/**
 * The time before a change that is in no result: the old query had not delivered its window yet, and the new query's window
 * that has it was delivered already, as far as the watermark says.
 *
 * <p>At a watermark W, the old query has delivered what its steps that end by W hold, so that up to one step is left. The new
 * query delivers what its windows that end after W hold.
 */
final class UncountedTime {
    /** There is no limit: open sessions can have begun at any time. */
    static final long UNLIMITED = -1;

    private UncountedTime() {}

    /**
     * @param before the old query.
     * @param after the new one, which starts with the old one's watermark.
     * @param backMillis how far before the watermark the stream is read again.
     * @return milliseconds, the most that there can be; {@link #UNLIMITED}.
     */
    static long most(PlannedQuery before, PlannedQuery after, long backMillis) {
        PlannedWindow old = before.window();
        if (old == null) {
            return 0; // it has delivered each record up to the watermark
        }
        if (old.kind == Kind.SESSION) {
            return UNLIMITED;
        }
        PlannedWindow now = after.window();
        if (now == null) {
            return Math.max(0, old.stepMillis - (after.isPerRecord() ? backMillis : 0));
        }
        if (now.kind == Kind.SESSION) {
            return Math.max(0, old.stepMillis - now.sizeMillis);
        }
        long step = now.kind == Kind.HOP ? now.stepMillis : now.sizeMillis;
        return Math.max(0, lead(old, now, step) - (now.sizeMillis - step));
    }

    /** The longest time between a beginning of the old windows and the next one of the new windows, if that is before its end. */
    private static long lead(PlannedWindow old, PlannedWindow now, long step) {
        if (step % old.stepMillis != 0) {
            return old.stepMillis - (old.offsetMillis == now.offsetMillis ? gcd(step, old.stepMillis) : 1);
        }
        return Math.floorMod(now.offsetMillis - old.offsetMillis, old.stepMillis);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
