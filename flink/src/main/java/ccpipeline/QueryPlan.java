package ccpipeline;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** The planner's description of a query, made without a stream and without a cluster. */
final class QueryPlan {
    private QueryPlan() {}

    /** A stream that is never read. */
    private static final class NoRecords implements SourceFunction<Row> {
        private static final long serialVersionUID = 1;

        @Override
        public void run(SourceContext<Row> output) {}

        @Override
        public void cancel() {}
    }

    /**
     * @return the optimized plan with the changes that each operator makes, as text.
     * @throws RuntimeException the planner's own, where the query is wrong.
     */
    static String of(SqlQuery query) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        TypeInformation<Row> type = query.schema.rowType();
        DataStream<Row> none = environment.addSource(new NoRecords(), type);
        query.register(tables, none);
        query.planned(tables);
        String explained = tables.explainSql(query.sql, ExplainDetail.CHANGELOG_MODE);
        int from = explained.indexOf("== Optimized Physical Plan ==");
        int to = explained.indexOf("== Optimized Execution Plan ==");
        return from >= 0 && to > from ? explained.substring(from, to) : explained;
    }
}
