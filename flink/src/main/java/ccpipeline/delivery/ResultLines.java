package ccpipeline.delivery;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;

/**
 * Writes a query's rows as lines. A line that is too large for Firehose would block the job forever, so it goes to {@link
 * RejectedRecords#REJECTED} in parts.
 */
public final class ResultLines extends ProcessFunction<Row, String> {
    private static final long serialVersionUID = 1;
    /** Maximum size of a Firehose record, bytes: 1,000 KiB (Amazon Data Firehose Developer Guide, "Quotas"). */
    private static final int MAX_BYTES = 1_000 * 1_024;

    private final String query;
    private transient Counter tooLong;

    public ResultLines(String query) {
        this.query = query;
    }

    @Override
    public void open(OpenContext context) {
        tooLong = getRuntimeContext().getMetricGroup().counter("resultsTooLong");
    }

    @Override
    public void processElement(Row row, Context context, Collector<String> output) {
        String line = JsonLines.toLine(row);
        if (line.length() < MAX_BYTES / 4 || line.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            output.collect(line);
        } else {
            tooLong.inc();
            RejectedLines.ofResult(query, line).forEach(part -> context.output(RejectedRecords.REJECTED, part));
        }
    }
}
