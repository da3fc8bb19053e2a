package ccpipeline.settings;

import java.util.Properties;

/** The property group {@code source}: the stream that the job reads. */
public final class SourceGroup {
    static final String ID = "source";

    public final String region;
    public final String streamName;
    /** Where a job without state begins to read: TRIM_HORIZON or LATEST. */
    public final String initialPosition;
    /** Milliseconds by which a shard's arrival times may be out of order. */
    public final long arrivalSkewMillis;
    /** What happens to a string that is longer than its column: TRUNCATE, FAIL or PASS. */
    public final String columnOverflow;

    /** @throws IllegalArgumentException if a required property is missing or not a number where one is expected. */
    public SourceGroup(Properties properties) {
        PropertyGroup group = new PropertyGroup(ID, properties);
        region = group.required("aws.region");
        streamName = group.required("stream.name");
        initialPosition = group.required("initial.position");
        arrivalSkewMillis = group.requiredMillis("arrival.skew.millis");
        columnOverflow = group.optional("column.overflow", "TRUNCATE");
    }
}
