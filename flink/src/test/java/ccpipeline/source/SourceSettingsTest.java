package ccpipeline.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ccpipeline.schema.InputSchema;
import ccpipeline.settings.SourceGroup;
import java.io.IOException;
import java.util.Properties;
import org.junit.Test;

/** The keys are the connector's own, as its documentation has them. */
public class SourceSettingsTest {
    private static Properties consumer(int inputs) throws IOException {
        Properties group = new Properties();
        group.setProperty("stream.name", "s");
        group.setProperty("initial.position", "TRIM_HORIZON");
        group.setProperty("aws.region", "us-east-1");
        group.setProperty("arrival.skew.millis", "1000");
        InputSchema schema = InputSchema.parse("{\"columns\": [{\"name\": \"a\", \"type\": \"STRING\"}]}");
        return new SourceSettings(new SourceGroup(group), schema, "f", 60_000, inputs).consumer();
    }

    private static long number(Properties consumer, String key) {
        return Long.parseLong(consumer.getProperty(key));
    }

    /** A shard allows 5 reads per second by all its consumers; the job uses 2, however many inputs it has. */
    @Test
    public void readsOfAllInputsTogetherLeaveOtherConsumersTheirShare() throws IOException {
        for (int inputs = 1; inputs <= 4; inputs++) {
            long interval = number(consumer(inputs), "flink.shard.getrecords.intervalmillis");
            assertEquals(2.0, inputs * 1000.0 / interval, 0.01);
        }
    }

    /** After 10 MB a shard refuses reads for 5 seconds; each wait is a random part of its bound, half of it on average. */
    @Test
    public void refusedReadsAreRetriedForLongerThanAShardRefusesThem() throws IOException {
        Properties consumer = consumer(1);
        double base = number(consumer, "flink.shard.getrecords.backoff.base");
        double longest = number(consumer, "flink.shard.getrecords.backoff.max");
        double expected = 0;
        for (int attempt = 0; attempt < number(consumer, "flink.shard.getrecords.maxretries"); attempt++) {
            expected += Math.min(longest, base * Math.pow(1.5, attempt)) / 2;
        }
        assertTrue(expected + " ms on average", expected > 10 * 5_000);
    }
}
