package ccpipeline.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.Row;

/**
 * A record of the stream with its position and arrival time, and either the row that was read from it or its rejection. A
 * record with several rows is as many of these.
 */
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
    /** The row's number in its record, from 0. */
    public int rowIndex;
    /** The other rows of the same record; null if it has one row. */
    public List<SourceRecord> more;
    /** Columns, then the {@link InputSchema#METADATA}, and {@link InputSchema#ROW_INDEX} in a schema with it; null if the record is rejected. */
    public Row row;
    /** Whether queries that have been replaced read it before; it is not counted again in windows that they delivered. */
    public boolean again;
    /** Why it is rejected; null if it is not. */
    public Rejection rejection;

    /** The values of {@link InputSchema#METADATA}. */
    Object[] metadata() {
        return new Object[] {Instant.ofEpochMilli(arrivalMillis), partitionKey, shardId, sequenceNumber};
    }

    /** This record once for each of its rows, in order. */
    List<SourceRecord> split(int rows) {
        List<SourceRecord> all = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            SourceRecord one = new SourceRecord();
            one.data = data;
            one.partitionKey = partitionKey;
            one.shardId = shardId;
            one.sequenceNumber = sequenceNumber;
            one.arrivalMillis = arrivalMillis;
            one.timeMillis = timeMillis;
            one.rowIndex = i;
            all.add(one);
        }
        return all;
    }

    /** Makes this record the first of its rows, with the others in {@link #more}. */
    void takeRows(List<SourceRecord> rows) {
        row = rows.get(0).row;
        timeMillis = rows.get(0).timeMillis;
        more = rows.subList(1, rows.size());
    }
}
