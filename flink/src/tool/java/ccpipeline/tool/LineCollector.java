package ccpipeline.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/**
 * A sink that keeps its lines in this process. Flink runs a serialized copy of a sink, so the lines are kept outside of it, by
 * an id that all copies share.
 */
final class LineCollector implements SinkFunction<String>, AutoCloseable {
    private static final long serialVersionUID = 1;
    private static final Map<UUID, List<String>> LINES = new ConcurrentHashMap<>();

    private final UUID id = UUID.randomUUID();

    LineCollector() {
        LINES.put(id, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public void invoke(String line, Context context) {
        LINES.get(id).add(line.trim());
    }

    /** The lines collected so far. */
    List<String> lines() {
        return List.copyOf(LINES.get(id));
    }

    /** Frees the lines; call it after the job has ended. */
    @Override
    public void close() {
        LINES.remove(id);
    }
}
