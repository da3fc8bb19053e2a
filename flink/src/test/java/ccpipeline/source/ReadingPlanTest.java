package ccpipeline.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ccpipeline.schema.InputSchema;
import ccpipeline.settings.SourceGroup;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardMetadata;
import org.junit.Test;

public class ReadingPlanTest {
    private static final long WATERMARK = 1_700_000_000_000L;
    private static final SequenceNumber AT = new SequenceNumber("4711");

    @SafeVarargs
    private static ReadingPlan plan(Tuple3<String, Long, Long>... restored) throws IOException {
        Properties group = new Properties();
        group.setProperty("stream.name", "s");
        group.setProperty("initial.position", "TRIM_HORIZON");
        group.setProperty("aws.region", "us-east-1");
        group.setProperty("arrival.skew.millis", "1000");
        InputSchema schema = InputSchema.parse("{\"columns\": [{\"name\": \"a\", \"type\": \"STRING\"}]}");
        SourceSettings settings = new SourceSettings(new SourceGroup(group), schema, "new", 60_000, 1);
        return new ReadingPlan(
                settings, Arrays.stream(restored).map(ReadingState::fromSnapshot).collect(Collectors.toList()));
    }

    private static SequenceNumber placed(ReadingPlan plan) {
        KinesisStreamShardState state = new KinesisStreamShardState(
                new StreamShardMetadata(), new StreamShardHandle("s", new Shard().withShardId("1")), AT);
        plan.place(state);
        return state.getLastProcessedSequenceNum();
    }

    @Test
    public void beginsAsTheConnectorDoesWhereNothingIsRestored() throws IOException {
        assertEquals(AT, placed(plan()));
        assertEquals(ShardProgress.UNKNOWN, plan().watermark());
        assertFalse(plan().wasReadBefore(0));
    }

    @Test
    public void goesOnWhereTheQueriesAreTheSame() throws IOException {
        ReadingPlan plan = plan(Tuple3.of("arrival:s new", WATERMARK + 5, Long.MIN_VALUE), Tuple3.of("arrival:s new", WATERMARK, Long.MIN_VALUE));
        assertEquals(AT, placed(plan));
        assertEquals(WATERMARK, plan.watermark());
        assertFalse(plan.wasReadBefore(WATERMARK - 1));
    }

    @Test
    public void readsTheOpenWindowsOfOtherQueriesAgain() throws IOException {
        ReadingPlan plan = plan(Tuple3.of("arrival:s old", WATERMARK + 5, Long.MIN_VALUE), Tuple3.of("arrival:s old", WATERMARK, Long.MIN_VALUE));
        assertEquals(SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get(), placed(plan));
        assertEquals(WATERMARK, plan.watermark());
        assertTrue(plan.wasReadBefore(WATERMARK));
        assertFalse(plan.wasReadBefore(WATERMARK + 1));
        Properties consumer = plan.consumer(new Properties());
        assertEquals("1699999939.000", consumer.get(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP));
    }

    @Test
    public void stillKnowsWhatWasReadBeforeAfterAFailureOnTheWay() throws IOException {
        ReadingPlan plan = plan(Tuple3.of("arrival:s new", WATERMARK, WATERMARK));
        assertEquals(AT, placed(plan));
        assertTrue(plan.wasReadBefore(WATERMARK - 10));
        assertEquals("1699999939.000", plan.consumer(new Properties()).get(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP));
    }

    @Test
    public void readsEverythingAgainWhereNothingWasDeliveredOrByAnotherKindOfTimeOrStream() throws IOException {
        for (ReadingPlan plan : List.of(
                plan(Tuple3.of("arrival:s old", Long.MIN_VALUE, Long.MIN_VALUE)),
                plan(Tuple3.of("column:s old", WATERMARK, Long.MIN_VALUE)),
                plan(Tuple3.of("arrival:another-stream old", WATERMARK, Long.MIN_VALUE)))) {
            assertEquals(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get(), placed(plan));
            assertEquals(ShardProgress.UNKNOWN, plan.watermark());
            assertFalse(plan.wasReadBefore(0));
        }
    }
}
