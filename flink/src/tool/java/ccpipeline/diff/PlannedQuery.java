package ccpipeline.diff;

import ccpipeline.job.JobInput;
import ccpipeline.query.PlannedWindow;
import ccpipeline.query.QueryPlan;
import ccpipeline.query.SqlQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** A query in its application: its plan, and what it keeps. */
final class PlannedQuery {
    private static final ObjectMapper JSON = new ObjectMapper();

    final SqlQuery query;
    final JobInput input;
    final QueryPlan plan;
    /** By operator id. */
    final Map<String, String> keyedOperators;
    final List<KeptState> kept;

    PlannedQuery(SqlQuery query, JobInput input, Operators operators) {
        this.query = query;
        this.input = input;
        this.plan = QueryPlan.of(query);
        this.keyedOperators = operators.keyedBehind(query.name);
        this.kept = keyedOperators.values().stream().map(KeptState::of).collect(Collectors.toList());
    }

    /** Its windows' length and steps; those of the longest where it has several. Null where it has none. */
    PlannedWindow window() {
        return plan.windows().stream().max(Comparator.comparingLong(window -> window.sizeMillis)).orElse(null);
    }

    /** Whether it gives a row as soon as it reads a record, without looking at the watermark or at other records. */
    boolean isPerRecord() {
        return kept.isEmpty() && plan.windows().isEmpty();
    }

    /** Whether results depend on records before the open windows. */
    boolean hasHistory() {
        return kept.stream().anyMatch(state -> state.until != KeptState.Until.WINDOW);
    }

    ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode().put("windowMillis", plan.windowMillis());
        json.set("results", JSON.valueToTree(plan.results));
        ArrayNode windows = json.putArray("windows");
        plan.windows().forEach(window -> windows.addObject()
                .put("kind", window.kind.name())
                .put("sizeMillis", window.sizeMillis)
                .put("stepMillis", window.stepMillis));
        ArrayNode states = json.putArray("state");
        kept.forEach(state -> states.add(state.toJson()));
        return json;
    }
}
