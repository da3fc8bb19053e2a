package ccpipeline.kda;

import ccpipeline.query.QueryPlan;
import ccpipeline.rowkey.ResultKey;
import ccpipeline.query.SqlQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers a request of {@code npm run import:kda}: the queries of an application, each planned, or what is refused. */
public final class ImportTool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Application application;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final ArrayNode queries = JSON.createArrayNode();

    private ImportTool(Application application) {
        this.application = application;
    }

    /**
     * Translates an application.
     *
     * @param request name, code, inputs and outputs.
     * @return name, queries, notes and refusals; no queries if anything is refused.
     */
    public static ObjectNode answer(JsonNode request) {
        ImportTool tool = new ImportTool(new Application(request));
        try {
            tool.translate();
        } catch (RuntimeException | StackOverflowError e) {
            tool.refusals.add(new Refusal(1, 1, "application", e instanceof StackOverflowError ? "its expressions are nested too deeply" : Refusal.UNTRANSLATED, null));
        }
        ObjectNode answer = JSON.createObjectNode().put("name", tool.application.name);
        answer.set("queries", tool.refusals.isEmpty() ? tool.queries : JSON.createArrayNode());
        tool.notes.forEach(answer.putArray("notes")::add);
        ArrayNode refused = answer.putArray("refusals");
        Set<String> seen = new LinkedHashSet<>();
        for (Refusal one : tool.refusals) {
            if (seen.add(one.key())) {
                ObjectNode node = refused.addObject().put("line", one.line).put("column", one.column).put("construct", one.construct).put("message", one.message);
                if (one.seeAlso != null) {
                    node.put("seeAlso", one.seeAlso);
                }
            }
        }
        return answer;
    }

    private void translate() {
        if (application.inputs > 1) {
            refusals.add(new Refusal(1, 1, "inputs", "the application has " + application.inputs + " inputs; a query reads one stream", "stream-join"));
        }
        Statements statements = Statements.of(application.code, application.streamNames);
        refusals.addAll(statements.refusals);
        notes.addAll(statements.notes);
        if (application.inferred) {
            application.columns.addAll(Inference.of(statements));
        }
        Pumps pumps = new Pumps(application, statements);
        List<String> outputs = pumps.outputs();
        if (outputs.isEmpty() && refusals.isEmpty()) {
            refusals.add(new Refusal(1, 1, "application", "no pump writes into a stream that leaves the application; CREATE PUMP … AS INSERT INTO … is what is carried over", null));
        }
        for (String stream : statements.streams.keySet()) {
            if (refusals.isEmpty() && !outputs.contains(stream) && !pumps.isRead(stream)) {
                notes.add("The in-application stream " + stream + " is read by nobody and delivered nowhere; it is left out.");
            }
        }
        for (String output : outputs) {
            try {
                Translation translation = Translation.of(output, application, pumps);
                plan(translation);
            } catch (RefusedException e) {
                refusals.addAll(e.refusals);
            }
        }
        if (!refusals.isEmpty()) {
            refusals.addAll(statements.functions);
            statements.streams.keySet().stream().filter(stream -> !outputs.contains(stream)).forEach(stream -> refuseIn(stream, pumps));
        }
    }

    /** Adds what is refused of the pumps into a stream: a refused pump that reads them hides it. */
    private void refuseIn(String stream, Pumps pumps) {
        try {
            if (!pumps.into(stream).isEmpty()) {
                pumps.block(stream, new QueryText(pumps));
            }
        } catch (RefusedException e) {
            refusals.addAll(e.refusals);
        }
    }

    private String inferred() {
        String columns = application.columns.stream().map(column -> column.name + " " + column.sqlType).collect(Collectors.joining(", "));
        if (application.columns.get(0).name.equals(Inference.UNREAD)) {
            return "The SQL uses no column of the input; the schema has one, " + Inference.UNREAD + ", because it needs one.";
        }
        return "The input's columns are inferred from the SQL: " + columns + ".";
    }

    /** The first line of a message, if it says something to a person who writes SQL. */
    private static String plain(String message) {
        String line = message == null ? "" : message.split("\n")[0];
        boolean ofJava = line.isBlank() || line.matches(".*(\\b[a-z]\\w*\\.){2,}[A-Z]\\w*.*|.*\\b[A-Z]\\w*(Exception|Error)\\b.*");
        return ofJava ? "it has an expression or a type that its planner does not know" : line;
    }

    /** Plans a query as the job does; what cannot be planned is refused. */
    private void plan(Translation translation) {
        try {
            SqlQuery planned = new SqlQuery("import", translation.sql, translation.schema, new Properties());
            QueryPlan plan = QueryPlan.of(planned);
            List<String> results = translation.results();
            if (!plan.results.equals(results)) {
                throw new IllegalStateException("its columns are " + plan.results + " and not " + results);
            }
            List<ResultKey.Missing> lacks = ResultKey.missing(plan.operation, translation.resultKey(), planned.schema.textLengths());
            if (!lacks.isEmpty()) {
                throw new IllegalStateException("its resultKey does not determine the row: it lacks " + lacks.get(0).what);
            }
            ObjectNode query = queries.addObject().put("stream", translation.stream).put("sql", translation.sql);
            query.set("schema", JSON.valueToTree(translation.schemaTree));
            if (plan.windowMillis() > 0) {
                query.put("windowSeconds", Math.max(1, plan.windowMillis() / 1000));
            } else {
                query.putNull("windowSeconds");
            }
            query.put("inferredColumns", application.inferred);
            ArrayNode said = query.putArray("notes");
            if (application.inferred) {
                said.add(inferred());
            }
            translation.notes.forEach(said::add);
        } catch (Exception | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            refusals.add(new Refusal(1, 1, translation.stream, "Flink cannot plan the query that comes of it: " + plain(cause.getMessage()), null));
        }
    }
}
