package ccpipeline.query;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class WindowSpanTest {
    @Test
    public void readsTheLengthOfEachKindOfWindowWhereItIsMade() {
        String global = "GlobalWindowAggregate(window=[TUMBLE(slice_end=[$slice_end], size=[1 h])])\n";
        assertEquals(3_600_000, WindowSpan.millis(global + "LocalWindowAggregate(window=[TUMBLE(time_col=[ROWTIME], size=[1 h])])"));
        assertEquals(90_000, WindowSpan.millis("HOP(time_col=[ROWTIME], size=[1 min 30 s], slide=[10 s])"));
        assertEquals(86_400_000, WindowSpan.millis("CUMULATE(time_col=[ROWTIME], max_size=[1 d], step=[1 min])"));
        assertEquals(500, WindowSpan.millis("SESSION(time_col=[ROWTIME], gap=[500 ms], partition keys=[host])"));
        assertEquals(0, WindowSpan.millis("Calc(select=[a])"));
    }

    @Test
    public void addsWindowsOverWindows() {
        assertEquals(70_000, WindowSpan.millis("TUMBLE(time_col=[w], size=[1 min])\nTUMBLE(time_col=[ROWTIME], size=[10 s])"));
    }
}
