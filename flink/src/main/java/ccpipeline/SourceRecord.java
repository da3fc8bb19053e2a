package ccpipeline;

import java.time.Instant;
import org.apache.flink.types.Row;

/** A record of the stream with where it was and when it arrived; read as a row, or rejected. */
final class SourceRecord {
    /** Its bytes. */
    byte[] data;
    String partitionKey;
    String shardId;
    String sequenceNumber;
    /** Milliseconds since 1970. */
    long arrivalMillis;
    /** The time that windows are over, milliseconds since 1970. */
    long timeMillis;
    /** Columns, then the {@link InputSchema#METADATA}; null where the record is rejected. */
    Row row;
    /** Whether it was read before, by queries that were replaced; windows that these have delivered leave it out. */
    boolean again;
    /** Why it is rejected; null where it is not. */
    Rejection rejection;

    /** The values of {@link InputSchema#METADATA}. */
    Object[] metadata() {
        return new Object[] {Instant.ofEpochMilli(arrivalMillis), partitionKey, shardId, sequenceNumber};
    }
}
