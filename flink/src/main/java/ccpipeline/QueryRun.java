package ccpipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** Runs queries over records that are at hand, in this process: with the reader, the watermark and the planner of the job. */
final class QueryRun implements AutoCloseable {
    private static final String STREAM = "SOURCE_SQL_STREAM_001";
    /** What the sinks have taken, by their ids; they are copied on their way into the job, and cannot hold it themselves. */
    private static final Map<Integer, List<String>> TAKEN = new ConcurrentHashMap<>();

    private static final AtomicInteger NEXT_ID = new AtomicInteger();

    private final MiniCluster cluster;

    /** What came out of a run, as lines of JSON. */
    static final class Output {
        final List<String> rows;
        final List<String> rejected;

        Output(List<String> rows, List<String> rejected) {
            this.rows = rows;
            this.rejected = rejected;
        }
    }

    /** A record as it lies in a stream. */
    static final class Record implements java.io.Serializable {
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
     * @param overflow what becomes of texts that are longer than their column.
     */
    Output run(SqlQuery query, List<Record> records, InputSchema.Overflow overflow) throws Exception {
        int id = NEXT_ID.incrementAndGet();
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
        List<String> taken = take(rows, 2 * id);
        List<String> rejected = take(read.getSideOutput(RejectedRecords.REJECTED), 2 * id + 1);
        cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
        TAKEN.remove(2 * id);
        TAKEN.remove(2 * id + 1);
        return new Output(taken, rejected);
    }

    private static List<String> take(DataStream<String> lines, int id) {
        List<String> taken = java.util.Collections.synchronizedList(new ArrayList<>());
        TAKEN.put(id, taken);
        lines.addSink(new Taking(id));
        return taken;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }

    private static final class Taking implements SinkFunction<String> {
        private static final long serialVersionUID = 1;
        private final int id;

        Taking(int id) {
            this.id = id;
        }

        @Override
        public void invoke(String line, Context context) {
            TAKEN.get(id).add(line.trim());
        }
    }

    /** Records of one shard, with the watermark that they have in a stream. */
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
                if (record.rejection == null) {
                    progress.record(record.timeMillis);
                }
                output.collectWithTimestamp(record, record.timeMillis);
                progress.answer(false, false, null);
                if (progress.reached() != ShardProgress.UNKNOWN) {
                    output.emitWatermark(new Watermark(progress.reached()));
                }
            }
        }

        @Override
        public void cancel() {
            running = false;
        }
    }

    /** @return bytes of a text. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
