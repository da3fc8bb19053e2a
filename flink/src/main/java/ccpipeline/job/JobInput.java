package ccpipeline.job;

import ccpipeline.query.QueryPlan;
import ccpipeline.query.SqlQuery;
import ccpipeline.schema.InputSchema;
import ccpipeline.settings.SourceGroup;
import ccpipeline.source.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One input of the job: the queries that read the stream's records in the same way, and the ids of its operators. */
public final class JobInput {
    /** Its place among the job's inputs, from 0. */
    public final int number;
    public final List<SqlQuery> queries;
    /**
     * Equal for the same queries of the whole job over the same stream; state of open windows does not fit any others. Flink
     * derives the ids of an input's operators from those of the inputs before it, too: where only this input's queries counted,
     * another input could move the ids of unchanged queries, whose windows would lose their state while the stream was not read
     * again.
     */
    public final String fingerprint;

    private JobInput(int number, List<SqlQuery> queries, String fingerprint) {
        this.number = number;
        this.queries = queries;
        this.fingerprint = fingerprint;
    }

    /**
     * The inputs of a job.
     *
     * @param queries in the order of their names, as the property groups have them.
     */
    public static List<JobInput> of(List<SqlQuery> queries, String stream) {
        Map<String, List<SqlQuery>> bySchema = new LinkedHashMap<>();
        for (SqlQuery query : queries) {
            bySchema.computeIfAbsent(query.schema.identity(), id -> new ArrayList<>()).add(query);
        }
        List<JobInput> inputs = new ArrayList<>();
        String fingerprint = fingerprint(bySchema.values(), stream);
        bySchema.values().forEach(same -> inputs.add(new JobInput(inputs.size(), same, fingerprint)));
        return inputs;
    }

    /** How all its queries read the records. */
    public InputSchema schema() {
        return queries.get(0).schema;
    }

    /** The id by which snapshots keep what its source has read. */
    String sourceId() {
        return "source-" + number;
    }

    /** The id from which Flink derives those of the operators behind: other queries do not get these queries' state. */
    String recordsId() {
        return "records-" + number + "-" + fingerprint;
    }

    /**
     * How it reads the stream. Plans the queries once, in environments of their own, to learn how long their windows last.
     *
     * @param inputs number of inputs of the job.
     */
    public SourceSettings settings(SourceGroup source, int inputs) {
        long longestWindow =
                queries.stream().mapToLong(query -> QueryPlan.of(query).windowMillis()).max().orElse(0);
        return new SourceSettings(source, schema(), fingerprint, longestWindow, inputs);
    }

    private static String fingerprint(Collection<List<SqlQuery>> inputs, String stream) {
        StringBuilder text = new StringBuilder(stream + "\n");
        for (List<SqlQuery> queries : inputs) {
            for (SqlQuery query : queries) {
                text.append(query.name + "\n" + query.sql + "\n" + query.schema.identity() + "\n");
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java platform has SHA-256
        }
    }
}
