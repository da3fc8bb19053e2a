package ccpipeline.diff;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Restores jobs from savepoints, for the tests of {@code npm run sql:diff}: one request per line of standard input, one answer
 * per line of standard output, in their order; see {@link RestoreRun}. AWS_ENDPOINT_URL has the loopback address to use.
 */
public final class RestoreTool {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Runs at a time: most of what they do is to wait. */
    private static final int AT_A_TIME = 8;

    private RestoreTool() {}

    /** @param args a folder for the savepoints. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        List<String> requests = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(requests::add);
        }
        int port = URI.create(System.getenv("AWS_ENDPOINT_URL")).getPort();
        Path savepoints = Files.createDirectories(Path.of(args[0]));
        ExecutorService runs = Executors.newFixedThreadPool(AT_A_TIME);
        try (FakeServices services = new FakeServices(port); MiniCluster cluster = cluster()) {
            List<Future<String>> done = new ArrayList<>();
            for (String request : requests) {
                done.add(runs.submit(() -> answer(new RestoreRun(cluster, services, savepoints), JSON.readTree(request))));
            }
            for (Future<String> one : done) {
                answers.println(one.get());
                answers.flush();
            }
        }
        System.exit(0);
    }

    /** What happened; or failed, where the first of the two jobs did not run. */
    private static String answer(RestoreRun run, JsonNode request) {
        try {
            return run.answer(request).toString();
        } catch (Exception e) {
            String name = request.path("name").asText();
            return JSON.createObjectNode().put("name", name).put("failed", RestoreRun.innermost(e)).toString();
        }
    }

    private static MiniCluster cluster() throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(RestoreRun.settings())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(AT_A_TIME)
                .withRandomPorts()
                .build());
        cluster.start();
        return cluster;
    }
}
