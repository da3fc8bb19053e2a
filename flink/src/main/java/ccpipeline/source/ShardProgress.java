package ccpipeline.source;

/** How far one shard has been read, in the time that windows use. All times are milliseconds since 1970. */
public final class ShardProgress {
    /** Nothing is known about the shard yet: it holds the watermark back. */
    public static final long UNKNOWN = Long.MIN_VALUE;
    /** The shard has been read to its tip and has never had a time: it holds nothing back. */
    static final long SILENT = Long.MAX_VALUE;

    private final boolean ownTime;
    private final long allowance;
    private long reached = UNKNOWN;
    /** The latest time of its records, and when it was read by the service's clock. */
    private long latest = UNKNOWN;
    private long latestReadAt;

    /**
     * @param ownTime whether windows use the records' own time, and not the time of arrival.
     * @param allowance milliseconds by which a record's time may be behind the latest one of its shard.
     */
    public ShardProgress(boolean ownTime, long allowance) {
        this.ownTime = ownTime;
        this.allowance = allowance;
    }

    /** Takes note of a record that was read. */
    public void record(long time) {
        latest = Math.max(latest, time);
    }

    /**
     * Takes note of a response of GetRecords that was read.
     *
     * @param empty whether it had no records.
     * @param atTip whether no more records follow it.
     * @param asked time of the request by the service's clock; null if unknown.
     */
    public void response(boolean empty, boolean atTip, Long asked) {
        if (!empty) {
            latestReadAt = asked == null ? latestReadAt : asked;
            advance(latest);
        } else if (atTip && latest == UNKNOWN && ownTime) {
            reached = SILENT;
        } else if (atTip && asked != null) {
            // What arrives from now on arrives later than the request; its own time has moved on with the clock.
            advance(ownTime ? latest + Math.max(0, asked - latestReadAt) : asked);
        }
    }

    private void advance(long time) {
        if (time != UNKNOWN) {
            // A watermark says that nothing follows up to and including its time: subtract 1. A session window that ends where
            // the next record begins merges with that record's window or not, depending on whether the record or the
            // watermark comes first: subtract 1 more, and it always merges.
            long to = time - allowance - 2;
            reached = reached == SILENT ? to : Math.max(reached, to);
        }
    }

    /** The time up to which the shard has been read, or {@link #UNKNOWN} or {@link #SILENT}. */
    public long reached() {
        return reached;
    }
}
