package ccpipeline.source;

import ccpipeline.schema.SourceRecord;
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
import org.apache.flink.streaming.connectors.kinesis.util.JobManagerWatermarkTracker;

/**
 * Reads a task's shards and emits, as the task's watermark, the least progress of all of them.
 *
 * <p>A watermark behind the source, or the connector's own per-shard one, ignores a shard that has not delivered yet and
 * follows the faster shards: the slower ones' records are then late and are dropped silently. Here
 *
 * <ul>
 *   <li>a shard holds the watermark back from the moment it is registered;
 *   <li>each response of GetRecords advances it: see {@link ShardProgress};
 *   <li>a closed shard holds it back until its children are known to all tasks, which takes up to two discovery intervals;
 *   <li>a shard that is more than {@link #LOOK_AHEAD_MILLIS} ahead of the slowest shard of all tasks is paused, so that its
 *       records do not fill the state of windows that wait for the slowest.
 * </ul>
 */
final class ShardWatermarkFetcher extends KinesisDataFetcher<SourceRecord> {
    /** Milliseconds between two searches for new shards. */
    static final long DISCOVERY_INTERVAL_MILLIS = 4_000;

    private static final long CLOSED_SHARD_HOLD_MILLIS = 2 * DISCOVERY_INTERVAL_MILLIS + 2_000;
    /** Milliseconds of the windows' time by which a shard may be read ahead of the slowest one. */
    static final long LOOK_AHEAD_MILLIS = 60_000;

    private static final long ALIGN_INTERVAL_MILLIS = 500;

    private final HoldableContext<SourceRecord> output;
    private final ReadingPlan plan;
    private final ServiceClock clock;
    /** How far each shard has been read. Guarded by the checkpoint lock. */
    private final Map<String, ShardProgress> progress = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "shard-watermark");
        thread.setDaemon(true);
        return thread;
    });
    private final JobManagerWatermarkTracker allTasks = new JobManagerWatermarkTracker("cc-pipeline-shards");
    /** The least progress of all tasks' shards, as far as known. */
    private volatile long leastOfAll = ShardProgress.UNKNOWN;

    private long emitted;

    ShardWatermarkFetcher(
            List<String> streams,
            HoldableContext<SourceRecord> output,
            RuntimeContext runtime,
            Properties settings,
            KinesisDeserializationSchema<SourceRecord> reader,
            KinesisShardAssigner assigner,
            ReadingPlan plan) {
        super(streams, output, runtime, settings, reader, assigner, null, null);
        this.output = output;
        this.plan = plan;
        this.emitted = plan.watermark();
        this.clock = new ServiceClock(plan.endpoint());
        allTasks.open(runtime);
        timer.scheduleWithFixedDelay(this::shareProgress, 0, ALIGN_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState state) {
        plan.place(state);
        // A restored shard that was read to its end is not read again, so it must not hold the watermark back.
        if (!SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get().equals(state.getLastProcessedSequenceNum())) {
            synchronized (output.getCheckpointLock()) {
                progress.putIfAbsent(shardId(state.getStreamShardHandle()), plan.newShard());
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
            output.hold(); // until the shard is closed and CLOSED_SHARD_HOLD_MILLIS have passed
            if (emitted > ShardProgress.UNKNOWN) {
                output.emitWatermark(new Watermark(emitted)); // windows that were delivered are not delivered again
            }
        }
        return consumer -> {
            waitForOthers(id);
            Long requested = clock.now();
            RecordPublisherRunResult result = publisher.run(batch -> {
                SequenceNumber last = consumer.accept(batch);
                advance(id, batch, requested);
                return last;
            });
            if (result == RecordPublisherRunResult.COMPLETE) {
                timer.schedule(() -> release(id), CLOSED_SHARD_HOLD_MILLIS, TimeUnit.MILLISECONDS);
            }
            return result;
        };
    }

    @Override
    protected void emitRecordAndUpdateState(SourceRecord record, long arrival, int shard, SequenceNumber at) {
        synchronized (output.getCheckpointLock()) { // all rows of a record, and the position behind it, are in one checkpoint
            note(record);
            super.emitRecordAndUpdateState(record, record.timeMillis, shard, at);
            if (record.more != null) {
                for (SourceRecord row : record.more) {
                    note(row);
                    output.collectWithTimestamp(row, row.timeMillis);
                }
            }
        }
    }

    private void note(SourceRecord record) {
        record.again = plan.wasReadBefore(record.timeMillis);
        ShardProgress known = record.rejection == null ? progress.get(record.shardId) : null;
        if (known != null) {
            known.record(record.timeMillis);
        }
    }

    private void advance(String shard, RecordBatch batch, Long requested) {
        boolean atTip = batch.getMillisBehindLatest() != null && batch.getMillisBehindLatest() == 0;
        synchronized (output.getCheckpointLock()) {
            ShardProgress known = progress.get(shard);
            if (known != null) {
                known.response(batch.getDeaggregatedRecordSize() == 0, atTip, requested);
                emitLeast();
            }
        }
    }

    private void release(String closedShard) {
        synchronized (output.getCheckpointLock()) {
            progress.remove(closedShard);
            emitLeast();
            output.release();
        }
    }

    /** The least progress of this task's shards; {@link ShardProgress#SILENT} if it waits for none of them. */
    private long least() {
        return progress.values().stream().mapToLong(ShardProgress::reached).min().orElse(ShardProgress.SILENT);
    }

    private void emitLeast() {
        long least = least();
        if (least == ShardProgress.SILENT) {
            if (!progress.isEmpty()) {
                output.markAsSilent();
            }
        } else if (least > emitted) {
            emitted = least;
            output.emitWatermark(new Watermark(least));
        }
    }

    /** Whether this task has a shard. Call it with the checkpoint lock held. */
    boolean hasShards() {
        return !progress.isEmpty();
    }

    /** The watermark that the window state behind this source belongs to. Call it with the checkpoint lock held. */
    long emittedWatermark() {
        return emitted;
    }

    private void shareProgress() {
        long own;
        synchronized (output.getCheckpointLock()) {
            own = least();
        }
        if (own != ShardProgress.UNKNOWN && own != ShardProgress.SILENT) {
            leastOfAll = allTasks.updateWatermark(own);
        }
    }

    private void waitForOthers(String shard) throws InterruptedException {
        while (isFarAhead(shard)) {
            Thread.sleep(ALIGN_INTERVAL_MILLIS / 10);
        }
    }

    private boolean isFarAhead(String shard) {
        synchronized (output.getCheckpointLock()) {
            ShardProgress known = progress.get(shard);
            if (known == null || known.reached() == ShardProgress.SILENT || known.reached() == ShardProgress.UNKNOWN) {
                return false;
            }
            long slowest = leastOfAll == ShardProgress.UNKNOWN ? least() : Math.min(leastOfAll, least());
            return slowest != ShardProgress.UNKNOWN && known.reached() - slowest > LOOK_AHEAD_MILLIS;
        }
    }

    @Override
    public void shutdownFetcher() {
        timer.shutdownNow();
        clock.close();
        super.shutdownFetcher();
    }

    private static String shardId(StreamShardHandle shard) {
        return shard.getShard().getShardId();
    }
}
