package ccpipeline;

import java.util.Locale;
import java.util.Properties;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;

/**
 * From where a stream is read after a restart. State of windows has no place in other queries. So where the state was taken
 * with other queries, the stream is read again from as far before its watermark as the longest window lasts, and the
 * watermark begins where it was: windows that were open become whole, and those that were delivered are not made again.
 *
 * <p>All times are milliseconds since 1970.
 */
final class ReadingPlan {
    private enum From {
        /** Where the state says, or the beginning. */
        STATE,
        /** As far back as open windows reach. */
        OPEN_WINDOWS,
        /** The oldest record: nothing was delivered yet, or by another kind of time. */
        OLDEST
    }

    private final SourceSettings settings;
    private From from = From.STATE;
    /** The watermark that was reached before; {@link ShardProgress#UNKNOWN} for none. */
    private long watermark = ShardProgress.UNKNOWN;
    /** Records up to this time were read before, by other queries; {@link ShardProgress#UNKNOWN} for none. */
    private long readBefore = ShardProgress.UNKNOWN;

    /**
     * @param settings the source's.
     * @param restored of each task that read something: see {@link #state}.
     */
    ReadingPlan(SourceSettings settings, Iterable<Tuple3<String, Long, Long>> restored) {
        this.settings = settings;
        long least = Long.MAX_VALUE;
        for (Tuple3<String, Long, Long> task : restored) {
            least = Math.min(least, task.f1);
            readBefore = Math.max(readBefore, task.f2);
            from = worse(from, fromOf(task.f0));
        }
        if (from == From.OPEN_WINDOWS) {
            from = least == ShardProgress.UNKNOWN ? From.OLDEST : from;
            readBefore = least;
        }
        if (from == From.OLDEST) {
            readBefore = ShardProgress.UNKNOWN;
        } else if (least != Long.MAX_VALUE) {
            watermark = least;
        }
    }

    private From fromOf(String fingerprint) {
        if (fingerprint.equals(settings.fingerprint)) {
            return From.STATE;
        }
        return settings.sameTime(fingerprint) ? From.OPEN_WINDOWS : From.OLDEST;
    }

    private static From worse(From one, From other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What the next start needs to know, with the watermark that was reached now. */
    Tuple3<String, Long, Long> state(long reached) {
        return Tuple3.of(settings.fingerprint, reached, readBefore);
    }

    /** The service's address. */
    String endpoint() {
        return settings.endpoint;
    }

    /** The watermark to begin with. */
    long watermark() {
        return watermark;
    }

    /** Whether a record of this time was read before, by queries that were replaced. */
    boolean wasReadBefore(long time) {
        return time <= readBefore;
    }

    /** Puts the place from which a shard is read, where it is another than the state says. */
    void place(KinesisStreamShardState shard) {
        if (from == From.OPEN_WINDOWS) {
            shard.setLastProcessedSequenceNum(SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get());
        } else if (from == From.OLDEST) {
            shard.setLastProcessedSequenceNum(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get());
        }
    }

    /** The connector's settings, with the time from which a shard is read that is placed so. */
    Properties consumer(Properties consumer) {
        Properties own = new Properties();
        own.putAll(consumer);
        if (readBefore != ShardProgress.UNKNOWN) {
            // A record arrives after its own time, so this is early enough for either kind of time. Also after a failure on the
            // way: the state of a shard that has not given a record since says "at this time" still.
            long millis = Math.max(0, readBefore - settings.longestWindowMillis - settings.allowanceMillis);
            own.put(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, String.format(Locale.ROOT, "%.3f", millis / 1000.0));
        }
        return own;
    }

    /** A shard of which nothing has been read yet. */
    ShardProgress newShard() {
        return new ShardProgress(settings.ownTime, settings.allowanceMillis);
    }

    @Override
    public String toString() {
        return from == From.STATE ? "from where the state says" : "again, " + from + ", watermark " + watermark;
    }
}
