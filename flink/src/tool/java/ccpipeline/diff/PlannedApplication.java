package ccpipeline.diff;

import ccpipeline.job.JobInput;
import ccpipeline.query.SqlQuery;
import ccpipeline.schema.InputSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An application with its queries planned and its operators compiled. */
final class PlannedApplication {
    final Operators operators;
    /** By number. */
    final List<InputFacts> inputs = new ArrayList<>();
    /** By name. */
    final Map<String, PlannedQuery> queries = new LinkedHashMap<>();

    /** @throws RuntimeException the planner's own, if a query is wrong. */
    PlannedApplication(Application application) {
        operators = new Operators(application.graph());
        List<JobInput> all = JobInput.of(application.queries, application.groups.source.streamName);
        for (JobInput input : all) {
            InputSchema schema = input.schema();
            inputs.add(new InputFacts(input.settings(application.groups.source, all.size()), schema.timeColumn()));
            for (SqlQuery query : input.queries) {
                queries.put(query.name, new PlannedQuery(query, input, operators));
            }
        }
    }
}
