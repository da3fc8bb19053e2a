package ccpipeline.job;

import ccpipeline.delivery.DeliveryStream;
import ccpipeline.delivery.RejectedRecords;
import ccpipeline.delivery.ResultLines;
import ccpipeline.query.SqlQuery;
import ccpipeline.schema.InputSchema;
import ccpipeline.schema.RecordReader;
import ccpipeline.settings.PropertyGroups;
import ccpipeline.source.ShardWatermarkConsumer;
import ccpipeline.source.SourceSettings;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** The job's operators, with the ids by which a snapshot keeps their state. */
public final class JobGraph {
    private final StreamExecutionEnvironment environment;
    private final StreamTableEnvironment tables;
    private final PropertyGroups groups;

    /** @param environment takes the operators; running them is left to the caller. */
    public JobGraph(StreamExecutionEnvironment environment, PropertyGroups groups) {
        this.environment = environment;
        this.tables = StreamTableEnvironment.create(environment);
        this.groups = groups;
        environment.getConfig().enableObjectReuse(); // no operator changes a record that it has passed on
    }

    /**
     * Adds source, queries and delivery.
     *
     * @param queries one for each of the groups' queries, in their order.
     * @throws RuntimeException the planner's own, if a query is wrong.
     */
    public void add(List<SqlQuery> queries) {
        List<JobInput> inputs = JobInput.of(queries, groups.source.streamName);
        inputs.forEach(input -> add(input, input.settings(groups.source, inputs.size())));
    }

    /** Adds an input to the job, with its queries and their sinks. */
    private void add(JobInput input, SourceSettings settings) {
        InputSchema schema = input.schema();
        InputSchema.Overflow overflow = InputSchema.Overflow.valueOf(groups.source.columnOverflow);
        SingleOutputStreamOperator<Row> records = environment
                .addSource(new ShardWatermarkConsumer(settings, new RecordReader(schema, overflow)))
                .name(SqlQuery.INPUT)
                .uid(input.sourceId())
                .process(new RejectedRecords(groups.source.streamName, schema))
                .name("records")
                .uid(input.recordsId())
                .returns(schema.rowType());
        DataStream<String> rejected = records.getSideOutput(RejectedRecords.REJECTED);
        for (SqlQuery query : input.queries) {
            query.register(tables, records);
            SingleOutputStreamOperator<String> lines = query.rows(tables).process(new ResultLines(query.name));
            write(lines, groups.queries.get(query.name).deliveryStreamName, query.name);
            rejected = rejected.union(lines.getSideOutput(RejectedRecords.REJECTED));
        }
        write(rejected, groups.rejectedDeliveryStreamName, "rejected-" + input.number);
    }

    private void write(DataStream<String> lines, String deliveryStream, String id) {
        new DeliveryStream(deliveryStream, groups.source.region).write(lines, id);
    }
}
