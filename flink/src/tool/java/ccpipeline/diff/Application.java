package ccpipeline.diff;

import ccpipeline.job.JobGraph;
import ccpipeline.query.SqlQuery;
import ccpipeline.settings.PropertyGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** An application as a request describes it: its property groups, with the queries' texts in place of their addresses. */
final class Application {
    final PropertyGroups groups;
    /** In the order in which the job takes them. */
    final List<SqlQuery> queries = new ArrayList<>();

    private Application(PropertyGroups groups) {
        this.groups = groups;
    }

    /**
     * Reads {@code {"source": {KEY: VALUE, …}, "queries": [{"name", "sql", "schema", "properties"}, …]}}; the delivery streams
     * have the names of the queries.
     *
     * @param stream the stream's name and a prefix of the delivery streams' names.
     * @throws IOException if a schema is not JSON.
     * @throws IllegalArgumentException naming what is wrong with a property, a placeholder or a schema.
     */
    static Application parse(JsonNode json, String stream) throws IOException {
        Map<String, Properties> groups = new HashMap<>();
        Properties source = properties(json.path("source"));
        source.setProperty("stream.name", stream);
        groups.put("source", source);
        groups.put("rejected", deliveryTo(stream + ".rejected"));
        Map<String, JsonNode> texts = new HashMap<>();
        for (JsonNode query : json.path("queries")) {
            String name = query.path("name").asText();
            texts.put(name, query);
            Properties group = deliveryTo(stream + "." + name);
            group.setProperty("sql.uri", "s3://code/" + name + ".sql");
            group.setProperty("schema.uri", "s3://code/" + name + ".schema.json");
            group.putAll(properties(query.path("properties")));
            groups.put("query." + name, group);
        }
        Application application = new Application(new PropertyGroups(groups));
        for (String name : application.groups.queries.keySet()) {
            JsonNode text = texts.get(name);
            application.queries.add(new SqlQuery(
                    name,
                    text.path("sql").asText(),
                    text.path("schema").asText(),
                    application.groups.queries.get(name).placeholders));
        }
        return application;
    }

    private static Properties properties(JsonNode object) {
        Properties properties = new Properties();
        object.fields().forEachRemaining(one -> properties.setProperty(one.getKey(), one.getValue().asText()));
        return properties;
    }

    private static Properties deliveryTo(String stream) {
        Properties properties = new Properties();
        properties.setProperty("delivery.stream.name", stream);
        return properties;
    }

    /**
     * The job as it is submitted: the operators of {@link JobGraph}.
     *
     * @throws RuntimeException the planner's own, if a query is wrong.
     */
    StreamGraph graph() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
        environment.setParallelism(1);
        environment.enableCheckpointing(3_600_000); // none comes by itself
        new JobGraph(environment, groups).add(queries);
        return environment.getStreamGraph();
    }
}
