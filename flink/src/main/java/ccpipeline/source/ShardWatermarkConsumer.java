package ccpipeline.source;

import ccpipeline.schema.RecordReader;
import ccpipeline.schema.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kinesis consumer whose watermark takes every shard into account (see {@link ShardWatermarkFetcher}), and which survives a
 * change of the queries behind it (see {@link ReadingPlan}).
 */
public final class ShardWatermarkConsumer extends FlinkKinesisConsumer<SourceRecord> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ShardWatermarkConsumer.class);

    private final SourceSettings settings;
    private transient ListState<Tuple3<String, Long, Long>> progress;
    private transient ReadingPlan plan;
    private transient volatile ShardWatermarkFetcher fetcher;

    public ShardWatermarkConsumer(SourceSettings settings, RecordReader reader) {
        super(settings.stream, reader, settings.consumer());
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        super.initializeState(context);
        progress = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("progress", ReadingState.SNAPSHOT_TYPE));
        List<ReadingState> restored = new ArrayList<>();
        progress.get().forEach(tuple -> restored.add(ReadingState.fromSnapshot(tuple)));
        plan = new ReadingPlan(settings, restored);
        LOG.info("stream {} is read {}", settings.stream, plan);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        super.snapshotState(context);
        progress.clear();
        if (fetcher != null && fetcher.hasShards()) {
            progress.add(plan.state(fetcher.emittedWatermark()).toSnapshot());
        }
    }

    @Override
    protected KinesisDataFetcher<SourceRecord> createFetcher(
            List<String> streams,
            SourceContext<SourceRecord> output,
            RuntimeContext runtime,
            Properties consumer,
            KinesisDeserializationSchema<SourceRecord> reader) {
        fetcher = new ShardWatermarkFetcher(
                streams, new HoldableContext<>(output), runtime, plan.consumer(consumer), reader, getShardAssigner(), plan);
        return fetcher;
    }
}
