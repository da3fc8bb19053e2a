package ccpipeline.diff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What an operator keeps by key, read from the description that the planner gave it. */
final class KeptState {
    /** What ends an entry's life. */
    enum Until {
        /** Its window ends. */
        WINDOW,
        /** It is older than the frame's interval. */
        RANGE,
        /** Enough rows of its key have followed. */
        ROWS,
        /** Nothing. */
        FOREVER
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OPERATOR = Pattern.compile("(?:\\[\\d+]:)?(\\w+)\\(");
    private static final Pattern KEYS = Pattern.compile("\\b(?:groupBy|partitionBy|partition keys)=\\[([^\\]]*)]");
    private static final Pattern FRAME = Pattern.compile("\\b(ROWS|RANG|RANGE) BETWEEN (\\d+|UNBOUNDED) PRECEDING");

    final String operator;
    final String keys;
    final Until until;
    /** Milliseconds of RANGE, number of ROWS; else 0. */
    final long size;

    private KeptState(String operator, String keys, Until until, long size) {
        this.operator = operator;
        this.keys = keys;
        this.until = until;
        this.size = size;
    }

    static KeptState of(String description) {
        Matcher name = OPERATOR.matcher(description);
        String operator = name.find() ? name.group(1) : description;
        Matcher keyed = KEYS.matcher(description);
        String keys = keyed.find() ? keyed.group(1) : "";
        if (operator.contains("Window")) {
            return new KeptState(operator, keys, Until.WINDOW, 0);
        }
        Matcher frame = FRAME.matcher(description);
        if (!operator.contains("OverAggregate") || !frame.find() || frame.group(2).equals("UNBOUNDED")) {
            return new KeptState(operator, keys, Until.FOREVER, 0);
        }
        Until until = frame.group(1).equals("ROWS") ? Until.ROWS : Until.RANGE;
        return new KeptState(operator, keys, until, Long.parseLong(frame.group(2)));
    }

    ObjectNode toJson() {
        return JSON.createObjectNode().put("operator", operator).put("keys", keys).put("until", until.name()).put("size", size);
    }
}
