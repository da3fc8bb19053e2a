package ccpipeline.schema;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Reads records of the stream, one JSON object each. A record that cannot be read is passed on with its rejection. */
public final class RecordReader implements KinesisDeserializationSchema<SourceRecord> {
    private static final long serialVersionUID = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final InputSchema schema;
    private final InputSchema.Overflow overflow;

    public RecordReader(InputSchema schema, InputSchema.Overflow overflow) {
        this.schema = schema;
        this.overflow = overflow;
    }

    @Override
    public SourceRecord deserialize(
            byte[] data, String partitionKey, String sequenceNumber, long arrival, String stream, String shardId) {
        SourceRecord record = new SourceRecord();
        record.data = data;
        record.partitionKey = partitionKey;
        record.shardId = shardId;
        record.sequenceNumber = sequenceNumber;
        record.arrivalMillis = arrival;
        record.timeMillis = arrival;
        try {
            schema.read(object(data), record, overflow);
        } catch (Rejection e) {
            record.rejection = e;
        }
        return record;
    }

    private static JsonNode object(byte[] data) throws Rejection {
        JsonNode value;
        try {
            value = JSON.readTree(text(data));
        } catch (JsonProcessingException e) {
            throw new Rejection(Rejection.Reason.BAD_JSON, e.getOriginalMessage());
        }
        if (value == null || value.isMissingNode()) {
            throw new Rejection(Rejection.Reason.BAD_JSON, "the record is empty");
        }
        if (!value.isObject()) {
            throw new Rejection(Rejection.Reason.NOT_AN_OBJECT, "the record is a JSON value of type " + value.getNodeType());
        }
        return value;
    }

    private static String text(byte[] data) throws Rejection {
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rejection(Rejection.Reason.BAD_UTF8, e.getMessage());
        }
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return new GenericTypeInfo<>(SourceRecord.class); // not a POJO: its row and rejection have no serializer of their own
    }
}
