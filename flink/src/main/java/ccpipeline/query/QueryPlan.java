package ccpipeline.query;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.types.Row;

/** The planner's result for a query, without a stream and without a cluster. */
public final class QueryPlan {
    /** The optimized plan with the changes that each operator makes, as Flink explains it. */
    public final String text;
    /** The columns that the query produces, each as {@code NAME TYPE}. */
    public final List<String> results;

    /** The query as the planner has read it, before it optimizes. */
    public final QueryOperation operation;

    private QueryPlan(String text, List<String> results, QueryOperation operation) {
        this.text = text;
        this.results = results;
        this.operation = operation;
    }

    /** Milliseconds that a record can stay in open windows: the longest chain of windows, at most; 0 without windows. */
    public long windowMillis() {
        return WindowSpan.millis(text);
    }

    /** The windows that it creates, in the order of the plan. */
    public List<PlannedWindow> windows() {
        return PlannedWindow.of(text);
    }

    /** A stream that is never read. */
    private static final class NoRecords implements SourceFunction<Row> {
        private static final long serialVersionUID = 1;

        @Override
        public void run(SourceContext<Row> output) {}

        @Override
        public void cancel() {}
    }

    /**
     * Plans a query.
     *
     * @throws RuntimeException the planner's own, if the query is wrong or would later change rows that it has produced.
     */
    public static QueryPlan of(SqlQuery query) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        TypeInformation<Row> type = query.schema.rowType();
        DataStream<Row> none = environment.addSource(new NoRecords(), type);
        query.register(tables, none);
        Table table = tables.sqlQuery(query.sql);
        tables.toDataStream(table); // plans it to the end, for an append-only sink
        String explained = table.explain(ExplainDetail.CHANGELOG_MODE);
        int from = explained.indexOf("== Optimized Physical Plan ==");
        int to = explained.indexOf("== Optimized Execution Plan ==");
        String text = from >= 0 && to > from ? explained.substring(from, to) : explained;
        return new QueryPlan(text, SqlQuery.columns(table.getResolvedSchema()), table.getQueryOperation());
    }
}
