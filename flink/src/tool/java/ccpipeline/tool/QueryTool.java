package ccpipeline.tool;

import ccpipeline.diff.ChangeTool;
import ccpipeline.kda.ImportTool;
import ccpipeline.query.QueryPlan;
import ccpipeline.query.SqlQuery;
import ccpipeline.rowkey.ResultKey;
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
 * plan, the columns that it produces and what the schema's key lacks to determine a row, or its rows and rejected records; or
 * error, the planner's messages from the outermost to the innermost. In the modes {@code import} and {@code diff}, requests and
 * answers are those of {@link ImportTool} and {@link ChangeTool}.
 */
public final class QueryTool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryTool() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // keeps what libraries print out of the answers
        String mode = args.length > 0 ? args[0] : "check";
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(
                        args.length > 1 ? new FileInputStream(args[1]) : System.in, StandardCharsets.UTF_8));
                QueryRun runs = mode.equals("run") ? new QueryRun() : null) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                JsonNode request = JSON.readTree(line);
                answers.println(answer(mode, request, runs));
                answers.flush();
            }
        }
        System.exit(0);
    }

    private static JsonNode answer(String mode, JsonNode request, QueryRun runs) {
        switch (mode) {
            case "import":
                return ImportTool.answer(request);
            case "diff":
                return ChangeTool.answer(request);
            default:
                return answer(request, runs);
        }
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
                answer.set("keyLacks", keyLacks(plan, query.schema, JSON.readTree(request.path("schema").asText()).path("resultKey")));
                return answer.put("plan", plan.text).put("windowMillis", plan.windowMillis());
            }
            String overflow = request.path("overflow").asText("TRUNCATE");
            QueryRun.Output output = runs.run(query, records(request), InputSchema.Overflow.valueOf(overflow));
            answer.set("rows", lines(output.rows));
            answer.set("rowLines", JSON.valueToTree(output.rows));
            return answer.set("rejected", lines(output.rejected));
        } catch (Exception | LinkageError e) {
            ArrayNode errors = answer.putArray("error");
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                errors.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            }
            return answer;
        }
    }

    /** What rows of the same key can differ in. */
    private static ArrayNode keyLacks(QueryPlan plan, InputSchema schema, JsonNode resultKey) {
        List<String> key = new ArrayList<>();
        resultKey.forEach(column -> key.add(column.asText()));
        ArrayNode lacks = JSON.createArrayNode();
        for (ResultKey.Missing one : ResultKey.missing(plan.operation, key, schema.textLengths())) {
            lacks.addObject().put("what", one.what).put("shownAs", one.shownAs);
        }
        return lacks;
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
