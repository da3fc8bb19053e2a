package ccpipeline;

import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** A Kinesis consumer whose watermark knows every shard: see {@link ShardWatermarkFetcher}. */
final class ShardWatermarkConsumer<T> extends FlinkKinesisConsumer<T> {
    private static final long serialVersionUID = 1;

    ShardWatermarkConsumer(String stream, KinesisDeserializationSchema<T> deserializer, Properties settings) {
        super(stream, deserializer, settings);
    }

    @Override
    protected KinesisDataFetcher<T> createFetcher(
            List<String> streams,
            SourceContext<T> output,
            RuntimeContext runtime,
            Properties settings,
            KinesisDeserializationSchema<T> deserializer) {
        return new ShardWatermarkFetcher<>(
                streams, new HoldableContext<>(output), runtime, settings, deserializer, getShardAssigner());
    }
}
