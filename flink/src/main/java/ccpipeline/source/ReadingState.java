package ccpipeline.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;

/**
 * What a task of the source leaves for the next start of the job. Times are milliseconds since 1970.
 *
 * <p>Snapshots hold it as a tuple ({@link #SNAPSHOT_TYPE}); existing snapshots can be restored only as long as that stays as
 * it is.
 */
final class ReadingState {
    static final TypeInformation<Tuple3<String, Long, Long>> SNAPSHOT_TYPE = Types.TUPLE(Types.STRING, Types.LONG, Types.LONG);

    final StateOrigin origin;
    /** The watermark that the task reached; {@link ShardProgress#UNKNOWN} for none. */
    final long watermark;
    /** Records up to this time had been read by replaced queries; {@link ShardProgress#UNKNOWN} for none. */
    final long readBefore;

    ReadingState(StateOrigin origin, long watermark, long readBefore) {
        this.origin = origin;
        this.watermark = watermark;
        this.readBefore = readBefore;
    }

    static ReadingState fromSnapshot(Tuple3<String, Long, Long> tuple) {
        return new ReadingState(StateOrigin.parse(tuple.f0), tuple.f1, tuple.f2);
    }

    Tuple3<String, Long, Long> toSnapshot() {
        return Tuple3.of(origin.toString(), watermark, readBefore);
    }
}
