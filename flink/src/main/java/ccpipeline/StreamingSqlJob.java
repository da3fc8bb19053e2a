package ccpipeline;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.connector.firehose.sink.KinesisFirehoseSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Expressions;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Runs the query of one .sql file: reads SOURCE_SQL_STREAM_001 from a Kinesis stream, and writes the query's rows,
 * DESTINATION_SQL_STREAM, to a Firehose delivery stream, one JSON object a line.
 *
 * <p>All settings come from the application's property groups: {@code source}, {@code query} and {@code sink}. Where
 * the environment has AWS_ENDPOINT_URL, as the AWS SDKs name it, each service is reached there.
 */
public final class StreamingSqlJob {
    /** Where the property groups lie if not where the service puts them. */
    private static final String PROPERTIES_FILE = "APPLICATION_PROPERTIES_FILE";
    /** Least milliseconds between two reads of a shard; all consumers of a shard share 5 reads a second. */
    private static final String READ_INTERVAL_MILLIS = "500";

    private StreamingSqlJob() {}

    public static void main(String[] args) throws Exception {
        Map<String, Properties> groups = propertyGroups();
        Properties source = group(groups, "source");
        Properties query = group(groups, "query");
        Properties sink = group(groups, "sink");
        CodeObjects code = new CodeObjects(setting(source, "aws.region"), System.getenv("AWS_ENDPOINT_URL"));
        InputSchema schema = InputSchema.parse(code.text(setting(query, "schema.uri")));
        String sql = Query.filled(code.text(setting(query, "sql.uri")), query);

        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.getConfig().setLocalTimeZone(java.time.ZoneOffset.UTC);

        tables.createTemporaryView("SOURCE_SQL_STREAM_001", records(environment, source, schema), columns(schema));
        Table destination = tables.sqlQuery(sql);
        tables.createTemporaryView("DESTINATION_SQL_STREAM", destination);
        tables.toDataStream(destination).sinkTo(deliveryStream(sink)).name("DESTINATION_SQL_STREAM").uid("sink");
        environment.execute("cc-pipeline");
    }

    private static DataStream<Row> records(StreamExecutionEnvironment environment, Properties source, InputSchema schema) {
        Properties consumer = client(source);
        consumer.put(ConsumerConfigConstants.STREAM_INITIAL_POSITION, setting(source, "initial.position"));
        consumer.put(ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS, READ_INTERVAL_MILLIS);
        consumer.put(
                ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                Long.toString(ShardWatermarkFetcher.DISCOVERY_INTERVAL_MILLIS));
        consumer.put(ShardWatermarkFetcher.ARRIVAL_SKEW_MILLIS, setting(source, "arrival.skew.millis"));
        return environment
                .addSource(new ShardWatermarkConsumer<>(
                        setting(source, "stream.name"), new JsonRecordDeserializer(schema), consumer))
                .name("SOURCE_SQL_STREAM_001")
                .uid("source")
                .returns(schema.rowType());
    }

    /** The schema's columns, and ROWTIME, the record's arrival time, whose watermark the source gives. */
    private static Schema columns(InputSchema schema) {
        Schema.Builder builder = Schema.newBuilder();
        schema.columns().forEach(column -> builder.column(column.name, column.type.sql));
        return builder.columnByMetadata("ROWTIME", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                .watermark("ROWTIME", Expressions.sourceWatermark())
                .build();
    }

    private static KinesisFirehoseSink<Row> deliveryStream(Properties sink) {
        Properties client = client(sink);
        if (client.containsKey(AWSConfigConstants.AWS_ENDPOINT)) {
            client.put(AWSConfigConstants.HTTP_PROTOCOL_VERSION, "HTTP1_1"); // a plain-http endpoint speaks no HTTP/2
        }
        return KinesisFirehoseSink.<Row>builder()
                .setDeliveryStreamName(setting(sink, "delivery.stream.name"))
                .setFirehoseClientProperties(client)
                .setSerializationSchema(new JsonLines())
                .setMaxTimeInBufferMS(1000)
                .build();
    }

    private static Properties client(Properties group) {
        Properties client = new Properties();
        client.put(AWSConfigConstants.AWS_REGION, setting(group, "aws.region"));
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        if (endpoint != null && !endpoint.isEmpty()) {
            client.put(AWSConfigConstants.AWS_ENDPOINT, endpoint);
        }
        return client;
    }

    private static Map<String, Properties> propertyGroups() throws IOException {
        String file = System.getenv(PROPERTIES_FILE);
        return file == null
                ? KinesisAnalyticsRuntime.getApplicationProperties()
                : KinesisAnalyticsRuntime.getApplicationProperties(file);
    }

    private static Properties group(Map<String, Properties> groups, String id) {
        Properties group = groups.get(id);
        if (group == null) {
            throw new IllegalArgumentException("property group '" + id + "' is missing; the application has " + groups.keySet());
        }
        return group;
    }

    private static String setting(Properties group, String key) {
        String value = group.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("property '" + key + "' is missing; its group has " + group.stringPropertyNames());
        }
        return value;
    }
}
