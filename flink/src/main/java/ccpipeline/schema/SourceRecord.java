package ccpipeline.schema;

import java.time.Instant;
import org.apache.flink.types.Row;

/** A record of the stream with its position and arrival time, and either the row that was read from it or its rejection. */
public final class SourceRecord {
    /** Its bytes. */
    public byte[] data;
    public String partitionKey;
    public String shardId;
    public String sequenceNumber;
    /** Milliseconds since 1970. */
    public long arrivalMillis;
    /** The time that windows use, milliseconds since 1970. */
    public long timeMillis;
    /** Columns, then the {@link InputSchema#METADATA}; null if the record is rejected. */
    public Row row;
    /** Whether queries that have been replaced read it before; it is not counted again in windows that they delivered. */
    public boolean again;
    /** Why it is rejected; null if it is not. */
    public Rejection rejection;

    /** The values of {@link InputSchema#METADATA}. */
    Object[] metadata() {
        return new Object[] {Instant.ofEpochMilli(arrivalMillis), partitionKey, shardId, sequenceNumber};
    }
}
