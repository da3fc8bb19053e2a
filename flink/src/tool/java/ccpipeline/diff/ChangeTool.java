package ccpipeline.diff;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers what a change of an application's queries does when it is deployed. */
public final class ChangeTool {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Only its equality on both sides is of interest. */
    private static final String STREAM = "stream";

    private ChangeTool() {}

    /**
     * @param request name, before and after, each {@code {"source": {KEY: VALUE, …}, "queries": [{"name", "sql", "schema",
     *     "properties"}, …]}}.
     * @return name; queries: what happens to each that the changed application has; removed: the names of the others;
     *     dropped: descriptions of the operators whose state is not restored, with which Flink refuses to start unless that is
     *     allowed. Or error, from the outermost to the innermost, and in: before or after, or the query's name.
     */
    public static ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode().put("name", request.path("name").asText());
        String side = "before";
        try {
            PlannedApplication before = new PlannedApplication(Application.parse(request.path("before"), STREAM));
            side = "after";
            PlannedApplication after = new PlannedApplication(Application.parse(request.path("after"), STREAM));
            ArrayNode queries = answer.putArray("queries");
            after.queries.values().forEach(query -> queries.add(new QueryChange(before, after, query).toJson()));
            List<String> removed = new ArrayList<>(before.queries.keySet());
            removed.removeAll(after.queries.keySet());
            answer.set("removed", JSON.valueToTree(removed));
            answer.set("dropped", JSON.valueToTree(before.operators.withoutPlaceIn(after.operators)));
            return answer;
        } catch (Exception | LinkageError e) {
            ArrayNode errors = answer.put("in", side).putArray("error");
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                errors.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            }
            return answer;
        }
    }
}
