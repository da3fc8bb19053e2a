package ccpipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.connector.firehose.sink.KinesisFirehoseSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Runs queries of sql/: reads SOURCE_SQL_STREAM_001 from a Kinesis stream, and writes each query's rows to a Firehose
 * delivery stream of its own, one JSON object a line. Records that cannot be counted go to one more delivery stream.
 *
 * <p>All settings come from the application's property groups: {@code source}, {@code rejected}, and for each query {@code
 * query.NAME}. Where the environment has AWS_ENDPOINT_URL, as the AWS SDKs name it, each service is reached there.
 */
public final class StreamingSqlJob {
    private static final String QUERY_GROUP = "query.";
    private static final int MOST_MILLIS_IN_SINK = 1000;

    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
    private final Properties source;
    private final Properties rejected;
    /** The property groups of the queries, by the queries' names. */
    private final Map<String, Properties> queryGroups = new TreeMap<>();

    private StreamingSqlJob(Map<String, Properties> groups) {
        source = Settings.group(groups, "source");
        rejected = Settings.group(groups, "rejected");
        groups.forEach((id, group) -> {
            if (id.startsWith(QUERY_GROUP)) {
                queryGroups.put(id.substring(QUERY_GROUP.length()), group);
            }
        });
        if (queryGroups.isEmpty()) {
            throw new IllegalArgumentException("there is no property group 'query.NAME'; the application has " + groups.keySet());
        }
        environment.getConfig().enableObjectReuse(); // nothing here changes a record that it has passed on
    }

    public static void main(String[] args) throws Exception {
        new StreamingSqlJob(Settings.groups()).run();
    }

    private void run() throws Exception {
        List<SqlQuery> queries = queries();
        Map<String, List<SqlQuery>> byInput = new LinkedHashMap<>();
        queries.forEach(query -> byInput.computeIfAbsent(query.schema.identity(), id -> new ArrayList<>()).add(query));
        int number = 0;
        for (List<SqlQuery> sameInput : byInput.values()) {
            read(sameInput, number++, byInput.size());
        }
        environment.execute("cc-pipeline");
    }

    private List<SqlQuery> queries() throws Exception {
        CodeObjects code = new CodeObjects(Settings.required(source, "aws.region"), Settings.localEndpoint());
        List<SqlQuery> queries = new ArrayList<>();
        for (Map.Entry<String, Properties> one : queryGroups.entrySet()) {
            String sql = code.text(Settings.required(one.getValue(), "sql.uri"));
            String schema = code.text(Settings.required(one.getValue(), "schema.uri"));
            queries.add(new SqlQuery(one.getKey(), sql, schema, one.getValue()));
        }
        return queries;
    }

    /** Reads the stream for the queries that read its records alike. */
    private void read(List<SqlQuery> queries, int number, int inputs) throws Exception {
        InputSchema schema = queries.get(0).schema;
        String fingerprint = fingerprint(queries);
        SourceSettings settings = new SourceSettings(source, schema, fingerprint, longestWindow(queries), inputs);
        SingleOutputStreamOperator<Row> records = environment
                .addSource(new ShardWatermarkConsumer(settings, new RecordReader(schema, settings.overflow)))
                .name("SOURCE_SQL_STREAM_001")
                .uid("source-" + number)
                .process(new RejectedRecords(settings.stream, schema))
                .name("records")
                // Ids of the operators behind are made from this one: other queries do not take these ones' state.
                .uid("records-" + number + "-" + fingerprint)
                .returns(schema.rowType());
        DataStream<String> notCounted = records.getSideOutput(RejectedRecords.REJECTED);
        for (SqlQuery query : queries) {
            query.register(tables, records);
            SingleOutputStreamOperator<String> lines = query.rows(tables).process(new ResultLines(query.name));
            deliver(lines, queryGroups.get(query.name), query.name);
            notCounted = notCounted.union(lines.getSideOutput(RejectedRecords.REJECTED));
        }
        deliver(notCounted, rejected, "rejected-" + number);
    }

    private void deliver(DataStream<String> lines, Properties to, String name) {
        Properties client = new Properties();
        client.put(AWSConfigConstants.AWS_REGION, Settings.required(source, "aws.region"));
        if (Settings.localEndpoint() != null) {
            client.put(AWSConfigConstants.AWS_ENDPOINT, Settings.localEndpoint());
            client.put(AWSConfigConstants.HTTP_PROTOCOL_VERSION, "HTTP1_1"); // a plain-http endpoint speaks no HTTP/2
        }
        lines.sinkTo(KinesisFirehoseSink.<String>builder()
                        .setDeliveryStreamName(Settings.required(to, "delivery.stream.name"))
                        .setFirehoseClientProperties(client)
                        .setSerializationSchema(new SimpleStringSchema())
                        .setMaxTimeInBufferMS(MOST_MILLIS_IN_SINK)
                        .build())
                .name(name)
                .uid("sink-" + name);
    }

    /** Plans the queries once in an environment of their own, to learn how long their windows last. */
    private static long longestWindow(List<SqlQuery> queries) throws Exception {
        long longest = 0;
        for (SqlQuery query : queries) {
            longest = Math.max(longest, WindowSpan.millis(QueryPlan.of(query).text));
        }
        return longest;
    }

    /** The same for the same queries over the same stream: state of open windows has no place in any other. */
    private String fingerprint(List<SqlQuery> queries) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((Settings.required(source, "stream.name") + "\n").getBytes(StandardCharsets.UTF_8));
        for (SqlQuery query : queries) {
            digest.update((query.name + "\n" + query.sql + "\n" + query.schema.identity() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()).substring(0, 12);
    }
}
