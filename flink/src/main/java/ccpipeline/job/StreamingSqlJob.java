package ccpipeline.job;

import ccpipeline.query.SqlQuery;
import ccpipeline.settings.Endpoints;
import ccpipeline.settings.PropertyGroups;
import ccpipeline.settings.QueryGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs queries of sql/: reads SOURCE_SQL_STREAM_001 from a Kinesis stream and writes each query's rows to a Firehose delivery
 * stream of its own, one JSON object per line. Records that cannot be counted go to one more delivery stream.
 *
 * <p>All settings come from the application's {@link PropertyGroups}. If AWS_ENDPOINT_URL is set, all services are reached
 * there, as by the AWS SDKs.
 */
public final class StreamingSqlJob {
    private StreamingSqlJob() {}

    public static void main(String[] args) throws Exception {
        PropertyGroups groups = PropertyGroups.load();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        new JobGraph(environment, groups).add(queries(groups));
        environment.execute("cc-pipeline");
    }

    private static List<SqlQuery> queries(PropertyGroups groups) throws IOException {
        CodeObjects code = new CodeObjects(groups.source.region, Endpoints.override());
        List<SqlQuery> queries = new ArrayList<>();
        for (Map.Entry<String, QueryGroup> one : groups.queries.entrySet()) {
            QueryGroup group = one.getValue();
            queries.add(new SqlQuery(one.getKey(), code.read(group.sqlUri), code.read(group.schemaUri), group.placeholders));
        }
        return queries;
    }
}
