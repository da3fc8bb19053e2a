package ccpipeline.schema;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Reads records of the stream by a schema. A record that cannot be read is passed on with its rejection. */
public final class RecordReader implements KinesisDeserializationSchema<SourceRecord> {
    private static final long serialVersionUID = 1;

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
            schema.read(text(data), record, overflow);
        } catch (Rejection e) {
            record.rejection = e;
        }
        return record;
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
