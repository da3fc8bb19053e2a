package ccpipeline.tool;

import ccpipeline.delivery.RejectedRecords;
import ccpipeline.delivery.ResultLines;
import ccpipeline.query.SqlQuery;
import ccpipeline.schema.InputSchema;
import ccpipeline.schema.RecordReader;
import ccpipeline.schema.SourceRecord;
import ccpipeline.source.ShardProgress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** Runs queries over given records in this process, with the job's own reader, watermark and planner. */
final class QueryRun implements AutoCloseable {
    private static final String STREAM = SqlQuery.INPUT;

    private final MiniCluster cluster;

    /** The output of a run, as lines of JSON. */
    static final class Output {
        final List<String> rows;
        final List<String> rejected;

        Output(List<String> rows, List<String> rejected) {
            this.rows = rows;
            this.rejected = rejected;
        }
    }

    /** A record of the stream. */
    static final class Record implements Serializable {
        private static final long serialVersionUID = 1;
        final byte[] data;
        final long arrivalMillis;

        Record(byte[] data, long arrivalMillis) {
            this.data = data;
            this.arrivalMillis = arrivalMillis;
        }
    }

    QueryRun() throws Exception {
        Configuration settings = new Configuration();
        settings.setString("rest.bind-port", "0");
        settings.setString("rest.address", "localhost");
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    /**
     * Runs a query to the end of its records.
     *
     * @param records in the order of one shard.
     * @param overflow what happens to strings that are longer than their column.
     */
    Output run(SqlQuery query, List<Record> records, InputSchema.Overflow overflow) throws Exception {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
        environment.setParallelism(1);
        environment.getConfig().enableObjectReuse();
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        RecordReader reader = new RecordReader(query.schema, overflow);
        SingleOutputStreamOperator<Row> read = environment
                .addSource(new OneShard(records, reader, query.schema), reader.getProducedType())
                .process(new RejectedRecords(STREAM, query.schema))
                .returns(query.schema.rowType());
        query.register(tables, read);
        SingleOutputStreamOperator<String> rows = query.rows(tables).process(new ResultLines(query.name));
        try (LineCollector accepted = new LineCollector();
                LineCollector rejected = new LineCollector()) {
            rows.addSink(accepted);
            read.getSideOutput(RejectedRecords.REJECTED).addSink(rejected);
            cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
            return new Output(accepted.lines(), rejected.lines());
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }

    /** Reads records as one shard, with the watermark that they would have in a stream. */
    private static final class OneShard implements SourceFunction<SourceRecord> {
        private static final long serialVersionUID = 1;
        private final ArrayList<Record> records;
        private final RecordReader reader;
        private final boolean ownTime;
        private final long allowance;
        private volatile boolean running = true;

        OneShard(List<Record> records, RecordReader reader, InputSchema schema) {
            this.records = new ArrayList<>(records);
            this.reader = reader;
            this.ownTime = schema.hasOwnTime();
            this.allowance = schema.hasOwnTime() ? schema.maxOutOfOrderMillis() : 0;
        }

        @Override
        public void run(SourceContext<SourceRecord> output) {
            ShardProgress progress = new ShardProgress(ownTime, allowance);
            for (int i = 0; i < records.size() && running; i++) {
                Record at = records.get(i);
                String number = String.format("%020d", i);
                SourceRecord record = reader.deserialize(
                        at.data, String.valueOf(i), number, at.arrivalMillis, STREAM, "shardId-000000000000");
                emit(record, progress, output);
                if (record.more != null) {
                    record.more.forEach(row -> emit(row, progress, output));
                }
                progress.response(false, false, null);
                if (progress.reached() != ShardProgress.UNKNOWN) {
                    output.emitWatermark(new Watermark(progress.reached()));
                }
            }
        }

        private static void emit(SourceRecord record, ShardProgress progress, SourceContext<SourceRecord> output) {
            if (record.rejection == null) {
                progress.record(record.timeMillis);
            }
            output.collectWithTimestamp(record, record.timeMillis);
        }

        @Override
        public void cancel() {
            running = false;
        }
    }
}
