package ccpipeline.diff;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.StringUtils;

/** A job's operators by the ids under which a snapshot keeps their state, as Flink itself computes the ids. */
final class Operators {
    /** What Flink adds to a sink's name for the operator that writes. */
    private static final String WRITER = ": Writer";

    private final StreamGraph graph;
    private final Map<Integer, String> ids = new LinkedHashMap<>();

    Operators(StreamGraph graph) {
        this.graph = graph;
        new StreamGraphHasherV2()
                .traverseStreamGraphAndGenerateHashes(graph)
                .forEach((node, hash) -> ids.put(node, StringUtils.byteToHexString(hash)));
    }

    /** Whether a snapshot's state of this id finds its operator here. */
    boolean has(String id) {
        return ids.containsValue(id);
    }

    /**
     * The operators that keep state by key for a query: descriptions by id. The others, source and delivery aside, keep
     * nothing in a snapshot.
     */
    Map<String, String> keyedBehind(String query) {
        Map<String, String> keyed = new LinkedHashMap<>();
        Deque<StreamNode> waiting = new ArrayDeque<>();
        graph.getStreamNodes().stream()
                .filter(node -> node.getOperatorName().equals(query + WRITER))
                .forEach(waiting::add);
        if (waiting.isEmpty()) {
            throw new IllegalStateException("query " + query + " has no delivery in the job's graph");
        }
        while (!waiting.isEmpty()) {
            StreamNode node = waiting.remove();
            if (hasKey(node)) {
                keyed.put(ids.get(node.getId()), node.getOperatorDescription());
            }
            for (StreamEdge edge : node.getInEdges()) {
                waiting.add(graph.getSourceVertex(edge));
            }
        }
        return keyed;
    }

    private static boolean hasKey(StreamNode node) {
        return node.getStatePartitioners() != null && Arrays.stream(node.getStatePartitioners()).anyMatch(key -> key != null);
    }

    /** Descriptions of the operators whose state in a snapshot finds no operator in another job. */
    List<String> withoutPlaceIn(Operators other) {
        return graph.getStreamNodes().stream()
                .filter(node -> hasState(node) && !other.has(ids.get(node.getId())))
                .map(StreamNode::getOperatorDescription)
                .collect(Collectors.toList());
    }

    /** A source keeps its place in the stream, a delivery the rows that it has not put, and the others what they keep by key. */
    private static boolean hasState(StreamNode node) {
        return node.getInEdges().isEmpty() || node.getOperatorName().endsWith(WRITER) || hasKey(node);
    }
}
