package ccpipeline.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Base64;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.Test;

public class ReadingStateTest {
    /** ("arrival:s old", 1,700,000,000,000, none) as Flink 1.20 wrote it before this class existed. */
    private static final String SNAPSHOT = "DmFycml2YWw6cyBvbGQAAAGLz+VoAIAAAAAAAAAA";

    private static final TypeSerializer<Tuple3<String, Long, Long>> SERIALIZER =
            ReadingState.SNAPSHOT_TYPE.createSerializer(new ExecutionConfig().getSerializerConfig());

    @Test
    public void restoresTheBytesOfExistingSnapshots() throws IOException {
        byte[] bytes = Base64.getDecoder().decode(SNAPSHOT);
        ReadingState state = ReadingState.fromSnapshot(SERIALIZER.deserialize(new DataInputDeserializer(bytes)));
        assertEquals(new StateOrigin(false, "s", "old"), state.origin);
        assertEquals(1_700_000_000_000L, state.watermark);
        assertEquals(ShardProgress.UNKNOWN, state.readBefore);
    }

    @Test
    public void writesTheBytesOfExistingSnapshots() throws IOException {
        ReadingState state = new ReadingState(new StateOrigin(false, "s", "old"), 1_700_000_000_000L, ShardProgress.UNKNOWN);
        DataOutputSerializer output = new DataOutputSerializer(64);
        SERIALIZER.serialize(state.toSnapshot(), output);
        assertEquals(SNAPSHOT, Base64.getEncoder().encodeToString(output.getCopyOfBuffer()));
    }

    @Test
    public void comparesWatermarksOfTheSameStreamAndKindOfTimeOnly() {
        StateOrigin origin = new StateOrigin(true, "s", "new");
        assertEquals(origin, StateOrigin.parse("column:s new"));
        assertTrue(origin.hasSameClock(StateOrigin.parse("column:s old")));
        assertNotEquals(origin, StateOrigin.parse("column:s old"));
        assertFalse(origin.hasSameClock(StateOrigin.parse("arrival:s new")));
        assertFalse(origin.hasSameClock(StateOrigin.parse("column:other new")));
    }

    @Test
    public void refusesAnOriginOfAnotherForm() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> StateOrigin.parse("nonsense"));
        assertEquals("'nonsense' is not the origin of a state: it has no blank", e.getMessage());
    }
}
