package ccpipeline;

import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * A source's output that can be kept from being called idle. An idle task no longer holds back the watermark of those
 * after it, so a task whose last shard was closed must not be idle before the shard's children are being read.
 */
final class HoldableContext<T> implements SourceContext<T> {
    private final SourceContext<T> inner;
    private int holds;
    private boolean idleAsked;

    HoldableContext(SourceContext<T> inner) {
        this.inner = inner;
    }

    /** From now until the matching {@link #release}, the task is not idle. Call it with the checkpoint lock held. */
    void hold() {
        holds++;
    }

    /** Ends a hold; where it was the last and idleness was asked for meanwhile, the task is idle now. */
    void release() {
        holds--;
        if (holds == 0 && idleAsked) {
            markAsTemporarilyIdle();
        }
    }

    @Override
    public void markAsTemporarilyIdle() {
        synchronized (inner.getCheckpointLock()) {
            idleAsked = holds > 0;
            if (holds == 0) {
                inner.markAsTemporarilyIdle();
            }
        }
    }

    /** The task is read to its tip and has never given a time, so nothing behind it may wait for it. With the lock held. */
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
        idleAsked = false; // a watermark comes from a shard that is read, so the task is active again
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
