package ccpipeline.source;

import java.util.Locale;
import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;

/**
 * Where reading a stream begins after a restart. Window state fits only the queries that wrote it. If the state was written
 * with other queries, the stream is read again, starting as far before the state's watermark as the longest window lasts, and
 * the watermark starts where it was: windows that were open become complete, and delivered ones are not produced again.
 *
 * <p>All times are milliseconds since 1970.
 */
final class ReadingPlan {
    /** In the order of how much is read again. */
    enum From {
        /** Where the state says, or the initial position without a state. */
        STATE,
        /** As far back as open windows reach. */
        OPEN_WINDOWS,
        /** The oldest record: nothing was delivered yet, or with another kind of time. */
        OLDEST
    }

    private final SourceSettings settings;
    private From from = From.STATE;
    /** The watermark reached before; {@link ShardProgress#UNKNOWN} for none. */
    private long watermark = ShardProgress.UNKNOWN;
    /** Records up to this time were read before, by other queries; {@link ShardProgress#UNKNOWN} for none. */
    private long readBefore = ShardProgress.UNKNOWN;

    /** @param restored the state of each task that had a shard; none at the first start. */
    ReadingPlan(SourceSettings settings, Iterable<ReadingState> restored) {
        this.settings = settings;
        long least = Long.MAX_VALUE;
        for (ReadingState task : restored) {
            least = Math.min(least, task.watermark);
            readBefore = Math.max(readBefore, task.readBefore);
            from = earlier(from, startAfter(task.origin));
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

    private From startAfter(StateOrigin origin) {
        if (origin.equals(settings.origin)) {
            return From.STATE;
        }
        return origin.hasSameClock(settings.origin) ? From.OPEN_WINDOWS : From.OLDEST;
    }

    private static From earlier(From one, From other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What the next start needs to know if this task's watermark is at {@code reached}. */
    ReadingState state(long reached) {
        return new ReadingState(settings.origin, reached, readBefore);
    }

    /** The endpoint of Kinesis. */
    String endpoint() {
        return settings.endpoint;
    }

    /** The watermark to begin with. */
    long watermark() {
        return watermark;
    }

    /** Whether a record of this time was read before, by queries that have been replaced. */
    boolean wasReadBefore(long time) {
        return time <= readBefore;
    }

    /** Sets the position from which a shard is read, unless the state's own applies. */
    void place(KinesisStreamShardState shard) {
        if (from == From.OPEN_WINDOWS) {
            shard.setLastProcessedSequenceNum(SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get());
        } else if (from == From.OLDEST) {
            shard.setLastProcessedSequenceNum(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get());
        }
    }

    /** Where reading begins. */
    From from() {
        return from;
    }

    /** Where open windows begin. A record arrives after its own time, so this is early enough for either kind of time. */
    long readFromMillis() {
        return Math.max(0, readBefore - settings.longestWindowMillis - settings.allowanceMillis);
    }

    /** The connector's settings, with the time from which a shard is read that {@link #place} put at a timestamp. */
    Properties consumer(Properties consumer) {
        Properties own = new Properties();
        own.putAll(consumer);
        if (readBefore != ShardProgress.UNKNOWN) {
            // It is also needed after a failure halfway: the state of a shard that has not delivered a record since still says
            // "at this time".
            own.put(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, String.format(Locale.ROOT, "%.3f", readFromMillis() / 1000.0));
        }
        return own;
    }

    /** The progress of a shard of which nothing has been read yet. */
    ShardProgress newShard() {
        return new ShardProgress(settings.ownTime, settings.allowanceMillis);
    }

    @Override
    public String toString() {
        return from == From.STATE ? "from where the state says" : "again, " + from + ", watermark " + watermark;
    }
}
