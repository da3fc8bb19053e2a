package ccpipeline.job;

import ccpipeline.delivery.DeliveryStream;
import ccpipeline.delivery.RejectedRecords;
import ccpipeline.delivery.ResultLines;
import ccpipeline.query.QueryPlan;
import ccpipeline.query.SqlQuery;
import ccpipeline.schema.InputSchema;
import ccpipeline.schema.RecordReader;
import ccpipeline.settings.Endpoints;
import ccpipeline.settings.PropertyGroups;
import ccpipeline.settings.QueryGroup;
import ccpipeline.source.ShardWatermarkConsumer;
import ccpipeline.source.SourceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Runs queries of sql/: reads SOURCE_SQL_STREAM_001 from a Kinesis stream and writes each query's rows to a Firehose delivery
 * stream of its own, one JSON object per line. Records that cannot be counted go to one more delivery stream.
 *
 * <p>All settings come from the application's {@link PropertyGroups}. If AWS_ENDPOINT_URL is set, all services are reached
 * there, as by the AWS SDKs.
 */
public final class StreamingSqlJob {
    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
    private final PropertyGroups groups;

    private StreamingSqlJob(PropertyGroups groups) {
        this.groups = groups;
        environment.getConfig().enableObjectReuse(); // no operator changes a record that it has passed on
    }

    public static void main(String[] args) throws Exception {
        new StreamingSqlJob(PropertyGroups.load()).run();
    }

    private void run() throws Exception {
        Map<String, List<SqlQuery>> byInput = new LinkedHashMap<>();
        for (SqlQuery query : queries()) {
            byInput.computeIfAbsent(query.schema.identity(), id -> new ArrayList<>()).add(query);
        }
        int number = 0;
        for (List<SqlQuery> sameInput : byInput.values()) {
            addInput(sameInput, number++, byInput.size());
        }
        environment.execute("cc-pipeline");
    }

    private List<SqlQuery> queries() throws IOException {
        CodeObjects code = new CodeObjects(groups.source.region, Endpoints.override());
        List<SqlQuery> queries = new ArrayList<>();
        for (Map.Entry<String, QueryGroup> one : groups.queries.entrySet()) {
            QueryGroup group = one.getValue();
            queries.add(new SqlQuery(one.getKey(), code.read(group.sqlUri), code.read(group.schemaUri), group.placeholders));
        }
        return queries;
    }

    /** Adds an input to the job, with the queries that read its records in the same way, and their sinks. */
    private void addInput(List<SqlQuery> queries, int number, int inputs) throws Exception {
        InputSchema schema = queries.get(0).schema;
        String fingerprint = fingerprint(queries);
        SourceSettings settings = new SourceSettings(groups.source, schema, fingerprint, longestWindow(queries), inputs);
        InputSchema.Overflow overflow = InputSchema.Overflow.valueOf(groups.source.columnOverflow);
        SingleOutputStreamOperator<Row> records = environment
                .addSource(new ShardWatermarkConsumer(settings, new RecordReader(schema, overflow)))
                .name(SqlQuery.INPUT)
                .uid("source-" + number)
                .process(new RejectedRecords(groups.source.streamName, schema))
                .name("records")
                // Flink derives the ids of the operators behind from this one: other queries do not get these queries' state.
                .uid("records-" + number + "-" + fingerprint)
                .returns(schema.rowType());
        DataStream<String> rejected = records.getSideOutput(RejectedRecords.REJECTED);
        for (SqlQuery query : queries) {
            query.register(tables, records);
            SingleOutputStreamOperator<String> lines = query.rows(tables).process(new ResultLines(query.name));
            write(lines, groups.queries.get(query.name).deliveryStreamName, query.name);
            rejected = rejected.union(lines.getSideOutput(RejectedRecords.REJECTED));
        }
        write(rejected, groups.rejectedDeliveryStreamName, "rejected-" + number);
    }

    private void write(DataStream<String> lines, String deliveryStream, String id) {
        new DeliveryStream(deliveryStream, groups.source.region).write(lines, id);
    }

    /** Plans the queries once, in environments of their own, to learn how long their windows last. */
    private static long longestWindow(List<SqlQuery> queries) {
        return queries.stream().mapToLong(query -> QueryPlan.of(query).windowMillis()).max().orElse(0);
    }

    /** Equal for the same queries over the same stream; state of open windows does not fit any others. */
    private String fingerprint(List<SqlQuery> queries) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((groups.source.streamName + "\n").getBytes(StandardCharsets.UTF_8));
        for (SqlQuery query : queries) {
            digest.update((query.name + "\n" + query.sql + "\n" + query.schema.identity() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()).substring(0, 12);
    }
}
