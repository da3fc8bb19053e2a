package ccpipeline;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * Emits, as the watermark of its task, the least progress of all the task's shards.
 *
 * <p>A watermark behind the source, or the connector's own per-shard one, forgets a shard that has not delivered yet, and
 * follows the faster shards: the slower ones' records then come late and are dropped without a word. Here
 *
 * <ul>
 *   <li>a shard holds the watermark from the moment it is registered;
 *   <li>each GetRecords answer moves it: to the last record's arrival time, or, where there are no records and none are
 *       behind, to the time of asking, so that a window closes although nothing follows. Both less the arrival skew;
 *   <li>a closed shard goes on holding until its children are known to all tasks, which takes up to two discovery
 *       intervals.
 * </ul>
 */
final class ShardWatermarkFetcher<T> extends KinesisDataFetcher<T> {
    /** Setting: milliseconds by which arrival times within a shard may be out of order. */
    static final String ARRIVAL_SKEW_MILLIS = "cc-pipeline.arrival.skew.millis";
    /** Milliseconds between two looks for new shards. */
    static final long DISCOVERY_INTERVAL_MILLIS = 4_000;

    private static final long CLOSED_SHARD_HOLD_MILLIS = 2 * DISCOVERY_INTERVAL_MILLIS + 2_000;

    private final HoldableContext<T> output;
    private final long skewMillis;
    /** Milliseconds since 1970 up to which a shard has been read. Guarded by the checkpoint lock. */
    private final Map<String, Long> progress = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "closed-shard-hold");
        thread.setDaemon(true);
        return thread;
    });
    private long emitted = Long.MIN_VALUE;

    ShardWatermarkFetcher(
            List<String> streams,
            HoldableContext<T> output,
            RuntimeContext runtime,
            Properties settings,
            KinesisDeserializationSchema<T> deserializer,
            KinesisShardAssigner assigner) {
        super(streams, output, runtime, settings, deserializer, assigner, null, null);
        this.output = output;
        this.skewMillis = Long.parseLong(settings.getProperty(ARRIVAL_SKEW_MILLIS));
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState state) {
        // A restored shard that had been read to its end is not read again, so it must not hold.
        if (!SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get().equals(state.getLastProcessedSequenceNum())) {
            synchronized (output.getCheckpointLock()) {
                progress.putIfAbsent(shardId(state.getStreamShardHandle()), Long.MIN_VALUE);
            }
        }
        return super.registerNewSubscribedShardState(state);
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber from, Properties settings, MetricGroup metrics, StreamShardHandle shard)
            throws InterruptedException {
        RecordPublisher publisher = super.createRecordPublisher(from, settings, metrics, shard);
        String id = shardId(shard);
        synchronized (output.getCheckpointLock()) {
            output.hold(); // from here on until the shard is closed and its hold has passed
        }
        return consumer -> {
            long asked = System.currentTimeMillis();
            RecordPublisherRunResult result = publisher.run(batch -> {
                SequenceNumber last = consumer.accept(batch);
                advance(id, readUpTo(batch, asked));
                return last;
            });
            if (result == RecordPublisherRunResult.COMPLETE) {
                timer.schedule(() -> release(id), CLOSED_SHARD_HOLD_MILLIS, TimeUnit.MILLISECONDS);
            }
            return result;
        };
    }

    private long readUpTo(RecordBatch batch, long asked) {
        var records = batch.getDeaggregatedRecords();
        if (!records.isEmpty()) {
            return records.get(records.size() - 1).getApproximateArrivalTimestamp().getTime() - skewMillis;
        }
        Long behind = batch.getMillisBehindLatest();
        return behind != null && behind == 0 ? asked - skewMillis : Long.MIN_VALUE;
    }

    private void advance(String shard, long to) {
        synchronized (output.getCheckpointLock()) {
            progress.merge(shard, to, Math::max);
            emitLeast();
        }
    }

    private void release(String closedShard) {
        synchronized (output.getCheckpointLock()) {
            progress.remove(closedShard);
            emitLeast();
            output.release();
        }
    }

    private void emitLeast() {
        if (progress.isEmpty()) {
            return;
        }
        long least = Collections.min(progress.values());
        if (least > emitted) {
            emitted = least;
            output.emitWatermark(new Watermark(least));
        }
    }

    @Override
    public void shutdownFetcher() {
        timer.shutdownNow();
        super.shutdownFetcher();
    }

    private static String shardId(StreamShardHandle shard) {
        return shard.getShard().getShardId();
    }
}
