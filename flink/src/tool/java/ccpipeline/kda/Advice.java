package ccpipeline.kda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What to write instead of a construct that has no equal in Flink, and the folder of sql/legacy that shows it: the file
 * {@code sql/discontinued-constructs.json}, which the system property {@code kda.constructs} names.
 */
final class Advice {
    private static final Map<String, JsonNode> REFUSED = read();

    private Advice() {}

    private static Map<String, JsonNode> read() {
        try {
            Map<String, JsonNode> refused = new HashMap<>();
            for (JsonNode construct : new ObjectMapper().readTree(new File(System.getProperty("kda.constructs")))) {
                if (construct.has("refused")) {
                    refused.put(construct.path("word").asText(), construct);
                }
            }
            return refused;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isRefusedFunction(String name) {
        return REFUSED.containsKey(name) && !name.equals("STAGGER") && !name.equals("JOIN");
    }

    static String of(String construct) {
        return REFUSED.get(construct).path("refused").asText();
    }

    static String example(String construct) {
        return REFUSED.get(construct).path("example").asText(null);
    }
}
