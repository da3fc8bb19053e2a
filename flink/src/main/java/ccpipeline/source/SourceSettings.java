package ccpipeline.source;

import ccpipeline.schema.InputSchema;
import ccpipeline.settings.Endpoints;
import ccpipeline.settings.SourceGroup;
import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** How one input of the job reads the stream: the property group {@code source}, one schema, and the queries behind it. */
public final class SourceSettings implements Serializable {
    private static final long serialVersionUID = 1;
    /** Reads per shard and second that all inputs of the job share; all consumers of a shard together have 5. */
    private static final int READS_PER_SECOND = 2;
    /**
     * A refused read is retried this often, after waits of up to 5 seconds (Amazon Kinesis Data Streams API Reference,
     * "GetRecords": after 10 MB, a shard refuses reads for 5 seconds). The connector's default of 3 retries within 3 seconds
     * fails the job while other consumers, or a catch-up of its own, use up what a shard can deliver; waiting loses nothing.
     */
    private static final int READ_RETRIES = 50;

    private static final long READ_BACKOFF_MILLIS = 500;
    private static final long READ_MAX_BACKOFF_MILLIS = 5_000;

    final String stream;
    final String endpoint;
    /** Whether windows use the records' own time, and not the time of arrival. */
    final boolean ownTime;
    /** Milliseconds by which a record's time may be behind the latest one of its shard. */
    public final long allowanceMillis;
    /** What state is written with; with another origin, what was read is read again. */
    final StateOrigin origin;
    /** Milliseconds before the watermark from which records are needed to complete the open windows. */
    final long longestWindowMillis;

    private final String initialPosition;
    private final String region;
    private final int inputs;

    /**
     * @param schema how records are read.
     * @param queries a text that is the same for the same queries.
     * @param longestWindowMillis length of the queries' longest window.
     * @param inputs number of inputs of the job that read the stream.
     */
    public SourceSettings(SourceGroup group, InputSchema schema, String queries, long longestWindowMillis, int inputs) {
        stream = group.streamName;
        initialPosition = group.initialPosition;
        region = group.region;
        endpoint = Endpoints.of("kinesis", region);
        ownTime = schema.hasOwnTime();
        allowanceMillis = group.arrivalSkewMillis + (ownTime ? schema.maxOutOfOrderMillis() : 0);
        origin = new StateOrigin(ownTime, stream, queries);
        this.longestWindowMillis = longestWindowMillis;
        this.inputs = inputs;
    }

    /** The connector's own settings. */
    Properties consumer() {
        Properties consumer = new Properties();
        consumer.put(AWSConfigConstants.AWS_REGION, region);
        if (Endpoints.override() != null) {
            consumer.put(AWSConfigConstants.AWS_ENDPOINT, Endpoints.override());
        }
        consumer.put(ConsumerConfigConstants.STREAM_INITIAL_POSITION, initialPosition);
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS, String.valueOf(1000 / READS_PER_SECOND * inputs));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_RETRIES, String.valueOf(READ_RETRIES));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_BACKOFF_BASE, String.valueOf(READ_BACKOFF_MILLIS));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_BACKOFF_MAX, String.valueOf(READ_MAX_BACKOFF_MILLIS));
        consumer.put(
                ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                Long.toString(ShardWatermarkFetcher.DISCOVERY_INTERVAL_MILLIS));
        return consumer;
    }
}
