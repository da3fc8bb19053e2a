package ccpipeline;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** What the planner makes of a query, without a stream and without a cluster. */
final class QueryPlan {
    /** The optimized plan with the changes that each operator makes, as Flink explains it. */
    final String text;
    /** The columns that the query gives, each as {@code NAME TYPE}. */
    final List<String> results;

    private QueryPlan(String text, List<String> results) {
        this.text = text;
        this.results = results;
    }

    /** A stream that is never read. */
    private static final class NoRecords implements SourceFunction<Row> {
        private static final long serialVersionUID = 1;

        @Override
        public void run(SourceContext<Row> output) {}

        @Override
        public void cancel() {}
    }

    /** @throws RuntimeException the planner's own, where the query is wrong, or rows of its results would change later. */
    static QueryPlan of(SqlQuery query) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        TypeInformation<Row> type = query.schema.rowType();
        DataStream<Row> none = environment.addSource(new NoRecords(), type);
        query.register(tables, none);
        Table table = tables.sqlQuery(query.sql);
        tables.toDataStream(table); // plans it to the end, for a sink that takes new rows only
        String explained = table.explain(ExplainDetail.CHANGELOG_MODE);
        int from = explained.indexOf("== Optimized Physical Plan ==");
        int to = explained.indexOf("== Optimized Execution Plan ==");
        String text = from >= 0 && to > from ? explained.substring(from, to) : explained;
        return new QueryPlan(text, SqlQuery.given(table.getResolvedSchema()));
    }
}
