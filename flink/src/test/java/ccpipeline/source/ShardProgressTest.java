package ccpipeline.source;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class ShardProgressTest {
    private final ShardProgress arrival = new ShardProgress(false, 100);
    private final ShardProgress own = new ShardProgress(true, 100);

    @Test
    public void holdsUntilTheFirstAnswer() {
        assertEquals(ShardProgress.UNKNOWN, arrival.reached());
        arrival.response(true, false, 5_000L); // behind, and nothing yet: a gap in the shard
        assertEquals(ShardProgress.UNKNOWN, arrival.reached());
    }

    @Test
    public void followsTheLastRecordLessTheAllowance() {
        arrival.record(1_000);
        arrival.record(900);
        arrival.response(false, false, 5_000L);
        assertEquals(898, arrival.reached());
    }

    @Test
    public void followsTheServicesClockAtTheTip() {
        arrival.response(true, true, 5_000L);
        assertEquals(4_898, arrival.reached());
        arrival.response(true, true, 4_000L); // never back
        assertEquals(4_898, arrival.reached());
    }

    @Test
    public void doesNotFollowAClockThatIsNotKnown() {
        arrival.response(true, true, null);
        assertEquals(ShardProgress.UNKNOWN, arrival.reached());
    }

    @Test
    public void letsItsOwnTimeGoOnFromTheLastRecordWithTheClock() {
        own.record(1_000);
        own.response(false, true, 50_000L);
        assertEquals(898, own.reached());
        own.response(true, true, 53_000L); // three seconds of silence
        assertEquals(3_898, own.reached());
    }

    @Test
    public void holdsNothingBackWhereItHasNeverGivenATime() {
        own.response(true, true, 50_000L);
        assertEquals(ShardProgress.SILENT, own.reached());
        own.record(7_000);
        own.response(false, true, 51_000L);
        assertEquals(6_898, own.reached());
    }

    @Test
    public void isNotMovedByAnswersThatHoldRejectedRecordsOnly() {
        own.response(false, false, 50_000L);
        assertEquals(ShardProgress.UNKNOWN, own.reached());
    }
}
