package ccpipeline;

import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** What the reading of one stream by one schema is made from: the property group {@code source} and the queries behind it. */
final class SourceSettings implements Serializable {
    private static final long serialVersionUID = 1;
    /** Reads of a shard in a second that all of an application's inputs share; all consumers of a shard have 5. */
    private static final int READS_A_SECOND = 2;
    /**
     * A refused read is repeated this often, after waits of up to 5 seconds (Amazon Kinesis Data Streams API Reference, "GetRecords":
     * after 10 MB, a shard refuses reads for 5 seconds). The connector's own 3 times within 3 seconds end the job while other
     * consumers, or a catch-up of its own, take what a shard gives; waiting loses nothing.
     */
    private static final int READ_RETRIES = 50;
    private static final long READ_BACKOFF_MILLIS = 500;
    private static final long READ_MAX_BACKOFF_MILLIS = 5_000;

    final String stream;
    final String initialPosition;
    final String region;
    final String endpoint;
    final InputSchema.Overflow overflow;
    final boolean ownTime;
    /** Milliseconds by which a record's time may be behind the latest one of its shard. */
    final long allowanceMillis;
    /** What tells the queries behind from others: with other ones, what was read is read again. */
    final String fingerprint;
    /** Milliseconds before the watermark from which records are needed to make the windows whole that are open. */
    final long longestWindowMillis;

    private final int inputs;

    /**
     * @param group the property group {@code source}.
     * @param schema how records are read.
     * @param fingerprint the same for the same queries.
     * @param longestWindowMillis of the queries' windows.
     * @param inputs how many inputs of the application read the stream.
     */
    SourceSettings(Properties group, InputSchema schema, String fingerprint, long longestWindowMillis, int inputs) {
        stream = Settings.required(group, "stream.name");
        initialPosition = Settings.required(group, "initial.position");
        region = Settings.required(group, "aws.region");
        endpoint = Settings.endpoint("kinesis", region);
        overflow = InputSchema.Overflow.valueOf(group.getProperty("column.overflow", "TRUNCATE"));
        ownTime = schema.hasOwnTime();
        allowanceMillis =
                Long.parseLong(Settings.required(group, "arrival.skew.millis")) + (ownTime ? schema.maxOutOfOrderMillis() : 0);
        this.fingerprint = clock() + " " + fingerprint;
        this.longestWindowMillis = longestWindowMillis;
        this.inputs = inputs;
    }

    /**
     * What a watermark is measured by: times of a column mean something else than times of arrival, and another stream has
     * records of its own times. There is no going on from the one to the other.
     */
    private String clock() {
        return (ownTime ? "column" : "arrival") + ":" + stream;
    }

    /** Whether a watermark that was taken with another fingerprint is measured by the same clock. */
    boolean sameTime(String otherFingerprint) {
        return otherFingerprint.substring(0, otherFingerprint.indexOf(' ')).equals(clock());
    }

    /** The connector's own settings. */
    Properties consumer() {
        Properties consumer = new Properties();
        consumer.put(AWSConfigConstants.AWS_REGION, region);
        if (Settings.localEndpoint() != null) {
            consumer.put(AWSConfigConstants.AWS_ENDPOINT, Settings.localEndpoint());
        }
        consumer.put(ConsumerConfigConstants.STREAM_INITIAL_POSITION, initialPosition);
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS, String.valueOf(1000 / READS_A_SECOND * inputs));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_RETRIES, String.valueOf(READ_RETRIES));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_BACKOFF_BASE, String.valueOf(READ_BACKOFF_MILLIS));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_BACKOFF_MAX, String.valueOf(READ_MAX_BACKOFF_MILLIS));
        consumer.put(
                ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                Long.toString(ShardWatermarkFetcher.DISCOVERY_INTERVAL_MILLIS));
        return consumer;
    }
}
