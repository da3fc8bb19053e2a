package ccpipeline;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts the records that were rejected, and those that come late, from the ones that the queries get. Late is a record whose
 * time is not after the watermark: the window operators behind would drop it without a word where its window is closed. So
 * each record is either counted, or in {@link #REJECTED} with its reason; and both are counted in metrics.
 */
final class RejectedRecords extends ProcessFunction<SourceRecord, Row> {
    private static final long serialVersionUID = 1;

    /** Rejected records, each as the lines of {@link RejectedLines}. */
    static final OutputTag<String> REJECTED = new OutputTag<>("rejected") {
        private static final long serialVersionUID = 1;
    };

    private final String stream;
    private final boolean ownTime;
    private transient Map<Rejection.Reason, Counter> counters;
    private transient Counter accepted;

    /**
     * @param stream the stream's name.
     * @param schema how its records are read.
     */
    RejectedRecords(String stream, InputSchema schema) {
        this.stream = stream;
        this.ownTime = schema.hasOwnTime();
    }

    @Override
    public void open(OpenContext context) {
        counters = new EnumMap<>(Rejection.Reason.class);
        // The service tells CloudWatch of the metrics of this group, with its key and value as a dimension.
        MetricGroup told = getRuntimeContext().getMetricGroup().addGroup("kinesisanalytics");
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            counters.put(reason, told.addGroup("Reason", reason.text).counter("recordsRejected"));
        }
        accepted = told.counter("recordsAccepted");
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<Row> output) {
        Rejection rejection = record.rejection;
        long watermark = context.timerService().currentWatermark();
        if (rejection == null && !record.again && record.timeMillis <= watermark) {
            rejection = late(record, watermark);
        }
        if (rejection == null) {
            accepted.inc();
            output.collect(record.row);
        } else {
            counters.get(rejection.reason).inc();
            RejectedLines.ofRecord(stream, record, rejection).forEach(line -> context.output(REJECTED, line));
        }
    }

    private Rejection late(SourceRecord record, long watermark) {
        return new Rejection(
                Rejection.Reason.LATE,
                (ownTime ? "its time " : "its arrival ") + Instant.ofEpochMilli(record.timeMillis) + " is not after the watermark "
                        + Instant.ofEpochMilli(watermark));
    }
}
