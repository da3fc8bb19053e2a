package ccpipeline.tool;

import ccpipeline.diff.ChangeTool;
import ccpipeline.query.QueryPlan;
import ccpipeline.query.SqlQuery;
import ccpipeline.schema.InputSchema;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Plans or runs queries without a cluster, for the commands {@code npm run sql:check} and {@code npm run sql:try}.
 *
 * <p>Reads requests from standard input, one JSON object per line: name, sql, schema (the files' texts), properties; to run a
 * query also overflow and records, each with arrivalMillis and data or dataBase64. Writes one line per request: the query's
 * plan and the columns that it produces, or its rows and rejected records; or error, the planner's messages from the outermost
 * to the innermost. In the mode {@code diff}, requests and answers are those of {@link ChangeTool}.
 */
public final class QueryTool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryTool() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // keeps what libraries print out of the answers
        boolean running = args.length > 0 && args[0].equals("run");
        boolean comparing = args.length > 0 && args[0].equals("diff");
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(
                        args.length > 1 ? new FileInputStream(args[1]) : System.in, StandardCharsets.UTF_8));
                QueryRun runs = running ? new QueryRun() : null) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                JsonNode request = JSON.readTree(line);
                answers.println(comparing ? ChangeTool.answer(request) : answer(request, runs));
                answers.flush();
            }
        }
        System.exit(0);
    }

    private static ObjectNode answer(JsonNode request, QueryRun runs) {
        ObjectNode answer = JSON.createObjectNode().put("name", request.path("name").asText());
        try {
            Properties properties = new Properties();
            request.path("properties").fields().forEachRemaining(one -> properties.put(one.getKey(), one.getValue().asText()));
            SqlQuery query = new SqlQuery(
                    request.path("name").asText(), request.path("sql").asText(), request.path("schema").asText(), properties);
            if (runs == null) {
                QueryPlan plan = QueryPlan.of(query);
                answer.set("results", JSON.valueToTree(plan.results));
                return answer.put("plan", plan.text).put("windowMillis", plan.windowMillis());
            }
            String overflow = request.path("overflow").asText("TRUNCATE");
            QueryRun.Output output = runs.run(query, records(request), InputSchema.Overflow.valueOf(overflow));
            answer.set("rows", lines(output.rows));
            return answer.set("rejected", lines(output.rejected));
        } catch (Exception | LinkageError e) {
            ArrayNode errors = answer.putArray("error");
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                errors.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            }
            return answer;
        }
    }

    private static List<QueryRun.Record> records(JsonNode request) {
        List<QueryRun.Record> records = new ArrayList<>();
        for (JsonNode one : request.path("records")) {
            byte[] data = one.has("dataBase64")
                    ? Base64.getDecoder().decode(one.path("dataBase64").asText())
                    : one.path("data").asText().getBytes(StandardCharsets.UTF_8);
            records.add(new QueryRun.Record(data, one.path("arrivalMillis").asLong()));
        }
        return records;
    }

    private static ArrayNode lines(List<String> texts) throws Exception {
        ArrayNode array = JSON.createArrayNode();
        for (String text : texts) {
            array.add(JSON.readTree(text));
        }
        return array;
    }
}
