package ccpipeline.kda;

/** A time that is rounded down to a step: a window where the time is the input's clock. */
final class TimeStep {
    /** Milliseconds of calendar units, which have no constant length; only their order counts. */
    static final long WEEK = 7 * 86_400_000L;

    /** Whether the time is ROWTIME or what equals it here. */
    final boolean clock;
    /** The time before it is rounded. */
    final Typed time;
    /** 0 for a time that is not rounded. */
    final long millis;
    /** A unit of the calendar (WEEK, MONTH, QUARTER, YEAR), or null. */
    final String calendarUnit;

    TimeStep(boolean clock, Typed time, long millis, String calendarUnit) {
        this.clock = clock;
        this.time = time;
        this.millis = millis;
        this.calendarUnit = calendarUnit;
    }

    boolean rounds() {
        return millis > 0 || calendarUnit != null;
    }

    /** Whether each of this step's times contains whole windows of the given length. */
    boolean isDividedBy(long window) {
        return calendarUnit != null ? 86_400_000L % window == 0 : millis % window == 0;
    }

    /** The rounded time of another expression. */
    Typed of(String timestamp) {
        if (calendarUnit != null) {
            return Typed.atom("FLOOR(" + timestamp + " TO " + calendarUnit + ")", KdaType.TIMESTAMP);
        }
        return Times.floor(timestamp, millis);
    }
}
