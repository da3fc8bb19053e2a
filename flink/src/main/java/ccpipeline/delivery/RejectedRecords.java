package ccpipeline.delivery;

import ccpipeline.schema.InputSchema;
import ccpipeline.schema.Rejection;
import ccpipeline.schema.SourceRecord;
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
 * Separates rejected and late records from those that the queries read. A record is late if its time is not after the
 * watermark: the window operators behind would silently drop it if its window is closed. So each record is either counted by
 * the queries or in {@link #REJECTED} with its reason, and metrics count both.
 */
public final class RejectedRecords extends ProcessFunction<SourceRecord, Row> {
    private static final long serialVersionUID = 1;

    /** Rejected records, each as the lines of {@link RejectedLines}. */
    public static final OutputTag<String> REJECTED = new OutputTag<>("rejected") {
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
    public RejectedRecords(String stream, InputSchema schema) {
        this.stream = stream;
        this.ownTime = schema.hasOwnTime();
    }

    @Override
    public void open(OpenContext context) {
        counters = new EnumMap<>(Rejection.Reason.class);
        // The service publishes the metrics of this group to CloudWatch, with the key and value of a subgroup as a dimension.
        MetricGroup published = getRuntimeContext().getMetricGroup().addGroup("kinesisanalytics");
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            counters.put(reason, published.addGroup("Reason", reason.text).counter("recordsRejected"));
        }
        accepted = published.counter("recordsAccepted");
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
