package ccpipeline;

/** How far one shard has been read, in the time that windows are over. All times are milliseconds since 1970. */
final class ShardProgress {
    /** Nothing is known of the shard yet: it holds the watermark. */
    static final long UNKNOWN = Long.MIN_VALUE;
    /** The shard has been read to its tip and has never given a time: it holds nothing back. */
    static final long SILENT = Long.MAX_VALUE;

    private final boolean ownTime;
    private final long allowance;
    private long reached = UNKNOWN;
    /** The latest time of its records, and when it was read by the service's clock. */
    private long latest = UNKNOWN;
    private long latestReadAt;

    /**
     * @param ownTime whether windows are over the records' own time, and not that of their arrival.
     * @param allowance by how much a record's time may be behind the latest one of its shard.
     */
    ShardProgress(boolean ownTime, long allowance) {
        this.ownTime = ownTime;
        this.allowance = allowance;
    }

    /** A record was read. */
    void record(long time) {
        latest = Math.max(latest, time);
    }

    /**
     * An answer of GetRecords was read.
     *
     * @param empty whether it had no records.
     * @param atTip whether there are no more behind it.
     * @param asked when it was asked for by the service's clock; null where that is not known.
     */
    void answer(boolean empty, boolean atTip, Long asked) {
        if (!empty) {
            latestReadAt = asked == null ? latestReadAt : asked;
            advance(latest);
        } else if (atTip && latest == UNKNOWN && ownTime) {
            reached = SILENT;
        } else if (atTip && asked != null) {
            // What arrives from now on arrives later than we asked; its own time has gone on with the clock.
            advance(ownTime ? latest + Math.max(0, asked - latestReadAt) : asked);
        }
    }

    private void advance(long time) {
        if (time != UNKNOWN) {
            // A watermark says that nothing follows up to and with its time: that is one before. And a session window that
            // ends where the next record begins is one with that record's, or not, by which of record and watermark comes
            // first: one more, and it always is.
            long to = time - allowance - 2;
            reached = reached == SILENT ? to : Math.max(reached, to);
        }
    }

    /** The time up to which the shard has been read, or {@link #UNKNOWN} or {@link #SILENT}. */
    long reached() {
        return reached;
    }
}
