package ccpipeline.diff;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change as it really happens: the job itself reads the first records, is stopped with a savepoint, and the changed job
 * starts from it over the continued stream.
 */
final class RestoreRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than rows wait in the job's sink before they are put. */
    private static final long SETTLED_MILLIS = 1_500;

    private static final long MOST_MILLIS = 60_000;
    private static final long POLL_MILLIS = 50;

    private final MiniCluster cluster;
    private final FakeServices services;
    private final Path savepoints;

    RestoreRun(MiniCluster cluster, FakeServices services, Path savepoints) {
        this.cluster = cluster;
        this.services = services;
        this.savepoints = savepoints;
    }

    /**
     * @param request name, before and after (each as {@link Application} reads it), first and then (records with data and
     *     arrivalMillis), allowNonRestoredState.
     * @return by phase, the rows of each query and rejected records; of the second one also where it began to read; refused,
     *     with the reason, where the changed job did not start.
     */
    ObjectNode answer(JsonNode request) throws Exception {
        String name = request.path("name").asText();
        ObjectNode answer = JSON.createObjectNode().put("name", name);
        Application before = Application.parse(request.path("before"), name);
        FakeServices.Stream stream = services.stream(name);
        add(stream, request.path("first"));
        String savepoint = run(before, null, false, stream);
        rows(before, name, answer.putObject("before"), 0);
        int delivered = services.delivered(name + ".rejected").size();
        ObjectNode counts = JSON.createObjectNode();
        before.queries.forEach(query -> counts.put(query.name, services.delivered(name + "." + query.name).size()));
        stream.iterators.clear();
        add(stream, request.path("then"));
        try {
            Application after = Application.parse(request.path("after"), name);
            run(after, savepoint, request.path("allowNonRestoredState").asBoolean(), stream);
            ObjectNode rows = answer.putObject("after");
            for (ccpipeline.query.SqlQuery query : after.queries) {
                lines(services.delivered(name + "." + query.name), counts.path(query.name).asInt(), rows.putArray(query.name));
            }
            lines(services.delivered(name + ".rejected"), delivered, answer.putArray("rejected"));
            ArrayNode iterators = answer.putArray("iterators");
            stream.iterators.forEach(iterators::add);
        } catch (Exception e) {
            answer.put("refused", innermost(e));
        }
        return answer;
    }

    private void rows(Application application, String name, ObjectNode to, int from) throws Exception {
        for (ccpipeline.query.SqlQuery query : application.queries) {
            lines(services.delivered(name + "." + query.name), from, to.putArray(query.name));
        }
    }

    private static void lines(List<String> lines, int from, ArrayNode to) throws Exception {
        for (String line : lines.subList(from, lines.size())) {
            to.add(JSON.readTree(line));
        }
    }

    /** The message of the innermost cause. */
    static String innermost(Throwable error) {
        Throwable at = error;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getClass().getSimpleName() + ": " + at.getMessage();
    }

    private static void add(FakeServices.Stream stream, JsonNode records) {
        synchronized (stream) {
            records.forEach(record -> stream.records.add(new FakeServices.Record(
                    record.path("data").asText(), record.path("arrivalMillis").asLong())));
        }
    }

    /** Runs a job until it has read and delivered everything, and stops it. @return the savepoint's path. */
    private String run(Application application, String savepoint, boolean allowNonRestoredState, FakeServices.Stream stream)
            throws Exception {
        JobGraph job = application.graph().getJobGraph();
        if (savepoint != null) {
            job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, allowNonRestoredState));
        }
        synchronized (stream) {
            stream.emptyReads.clear();
        }
        JobID id = cluster.submitJob(job).get().getJobID();
        waitUntilRead(id, stream, ccpipeline.job.JobInput.of(application.queries, "s").size());
        Thread.sleep(SETTLED_MILLIS);
        Path folder = Files.createTempDirectory(savepoints, "at");
        return cluster.stopWithSavepoint(id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL).get();
    }

    private void waitUntilRead(JobID id, FakeServices.Stream stream, int inputs) throws Exception {
        long until = System.currentTimeMillis() + MOST_MILLIS;
        while (System.currentTimeMillis() < until) {
            JobStatus status = cluster.getJobStatus(id).get();
            if (status.isTerminalState()) {
                JobResult result = cluster.requestJobResult(id).get();
                throw new IllegalStateException(
                        "the job ended as " + status, result.getSerializedThrowable().map(t -> (Throwable) t.deserializeError(getClass().getClassLoader())).orElse(null));
            }
            synchronized (stream) {
                // With its second empty response, what a source had read before is behind it.
                if (stream.emptyReads.values().stream().filter(reads -> reads >= 2).count() >= inputs) {
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("the job has not read its stream after " + MOST_MILLIS + " ms");
    }

    /** Settings of a cluster in this process. */
    static Configuration settings() {
        Configuration settings = new Configuration();
        settings.setString("rest.bind-port", "0");
        settings.setString("rest.address", "localhost");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
