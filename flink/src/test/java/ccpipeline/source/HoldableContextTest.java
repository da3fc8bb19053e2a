package ccpipeline.source;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.Test;

public class HoldableContextTest {
    /** Records what reaches the task. */
    private static final class Recorder implements SourceContext<String> {
        final List<String> calls = new ArrayList<>();

        @Override
        public void collect(String record) {}

        @Override
        public void collectWithTimestamp(String record, long timestamp) {}

        @Override
        public void emitWatermark(Watermark watermark) {
            calls.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markAsTemporarilyIdle() {
            calls.add("idle");
        }

        @Override
        public Object getCheckpointLock() {
            return this;
        }

        @Override
        public void close() {}
    }

    private final Recorder inner = new Recorder();
    private final HoldableContext<String> context = new HoldableContext<>(inner);

    @Test
    public void isIdleAtOnceWhereNothingHolds() {
        context.markAsTemporarilyIdle();
        assertEquals(List.of("idle"), inner.calls);
    }

    @Test
    public void isIdleOnlyOnceTheLastHoldHasPassed() {
        context.hold();
        context.hold();
        context.markAsTemporarilyIdle();
        context.release();
        assertEquals(List.of(), inner.calls);
        context.release();
        assertEquals(List.of("idle"), inner.calls);
    }

    @Test
    public void isNotIdleWhereAnotherShardIsReadMeanwhile() {
        context.hold();
        context.markAsTemporarilyIdle();
        context.emitWatermark(new Watermark(1));
        context.release();
        assertEquals(List.of("watermark 1"), inner.calls);
    }
}
