package ccpipeline.source;

import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * A source's output that can be kept from becoming idle. An idle task no longer holds back the watermark of the tasks behind
 * it, so a task whose last shard was closed must not be idle before the shard's children are being read.
 */
final class HoldableContext<T> implements SourceContext<T> {
    private final SourceContext<T> inner;
    private int holds;
    private boolean idleRequested;

    HoldableContext(SourceContext<T> inner) {
        this.inner = inner;
    }

    /** From now until the matching {@link #release}, the task is not idle. Call it with the checkpoint lock held. */
    void hold() {
        holds++;
    }

    /** Ends a hold. If it was the last one and the task was marked idle meanwhile, the task becomes idle now. */
    void release() {
        holds--;
        if (holds == 0 && idleRequested) {
            markAsTemporarilyIdle();
        }
    }

    @Override
    public void markAsTemporarilyIdle() {
        synchronized (inner.getCheckpointLock()) {
            idleRequested = holds > 0;
            if (holds == 0) {
                inner.markAsTemporarilyIdle();
            }
        }
    }

    /** Marks a task idle that was read to its tip and has never had a time. Call it with the checkpoint lock held. */
    void markAsSilent() {
        inner.markAsTemporarilyIdle();
    }

    @Override
    public void collect(T record) {
        inner.collect(record);
    }

    @Override
    public void collectWithTimestamp(T record, long timestamp) {
        inner.collectWithTimestamp(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        idleRequested = false; // a watermark comes from a shard that is being read, so the task is active again
        inner.emitWatermark(watermark);
    }

    @Override
    public Object getCheckpointLock() {
        return inner.getCheckpointLock();
    }

    @Override
    public void close() {
        inner.close();
    }
}
