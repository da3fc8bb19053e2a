package ccpipeline;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;

/**
 * A query's rows as lines. One that Firehose would refuse for its size would stop the job for ever: it goes to {@link
 * RejectedRecords#REJECTED} in parts.
 */
final class ResultLines extends ProcessFunction<Row, String> {
    private static final long serialVersionUID = 1;
    /** Bytes of a Firehose record at most are 1,000 KiB (Amazon Data Firehose Developer Guide, "Quotas"). */
    private static final int MOST_BYTES = 1_000 * 1_024;

    private final String query;
    private transient Counter tooLong;

    ResultLines(String query) {
        this.query = query;
    }

    @Override
    public void open(OpenContext context) {
        tooLong = getRuntimeContext().getMetricGroup().counter("resultsTooLong");
    }

    @Override
    public void processElement(Row row, Context context, Collector<String> output) {
        String line = JsonLines.line(row);
        if (line.length() < MOST_BYTES / 4 || line.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            output.collect(line);
        } else {
            tooLong.inc();
            RejectedLines.ofResult(query, line).forEach(part -> context.output(RejectedRecords.REJECTED, part));
        }
    }
}
