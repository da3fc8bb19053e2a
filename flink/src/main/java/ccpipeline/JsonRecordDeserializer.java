package ccpipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.types.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record of the stream, one JSON object, as a row. One that cannot be read is counted in the metric
 * {@code recordsNotParsed} and kept whole in the application's log.
 */
final class JsonRecordDeserializer implements KinesisDeserializationSchema<Row> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(JsonRecordDeserializer.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputSchema schema;
    private transient Counter notParsed;

    JsonRecordDeserializer(InputSchema schema) {
        this.schema = schema;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        notParsed = context.getMetricGroup().counter("recordsNotParsed");
    }

    @Override
    public Row deserialize(byte[] data, String key, String sequenceNumber, long arrival, String stream, String shard) {
        try {
            JsonNode record = JSON.readTree(data);
            if (record == null || !record.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return schema.row(record);
        } catch (IOException | IllegalArgumentException e) {
            notParsed.inc();
            LOG.warn("record not parsed: {} {} {}: {}: {}", stream, shard, sequenceNumber, e.getMessage(),
                    new String(data, StandardCharsets.UTF_8).trim());
            return null; // the consumer leaves it out and goes on
        }
    }

    @Override
    public TypeInformation<Row> getProducedType() {
        return schema.rowType();
    }
}
