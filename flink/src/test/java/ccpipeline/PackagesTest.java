package ccpipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The packages and what each may use: no cycles, and nothing that is deployed uses the developer's tool. */
public class PackagesTest {
    /** In such an order that a package uses only those before it. */
    private static final Map<String, Set<String>> USES = new LinkedHashMap<>();

    static {
        USES.put("settings", Set.of());
        USES.put("schema", Set.of());
        USES.put("query", Set.of("schema"));
        USES.put("source", Set.of("schema", "settings"));
        USES.put("delivery", Set.of("schema", "settings"));
        USES.put("job", Set.of("delivery", "query", "schema", "settings", "source"));
        USES.put("diff", Set.of("job", "query", "schema", "settings", "source"));
        USES.put("rowkey", Set.of());
        USES.put("kda", Set.of("query", "rowkey"));
        USES.put("tool", Set.of("delivery", "diff", "kda", "query", "rowkey", "schema", "source"));
    }

    /** The packages of the developer's tool. */
    private static final Set<String> TOOL = Set.of("diff", "kda", "rowkey", "tool");

    private static final Pattern REFERENCE = Pattern.compile("\\bccpipeline\\.([a-z]+)\\b");

    private static List<Path> files(String sourceSet) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", sourceSet, "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
        }
    }

    @Test
    public void usesNothingButWhatTheTableSays() throws IOException {
        Map<String, Set<String>> used = new LinkedHashMap<>();
        USES.keySet().forEach(name -> used.put(name, new TreeSet<>()));
        for (String sourceSet : List.of("main", "tool")) {
            for (Path file : files(sourceSet)) {
                String own = file.getParent().getFileName().toString();
                Matcher reference = REFERENCE.matcher(Files.readString(file));
                while (reference.find()) {
                    if (!reference.group(1).equals(own)) {
                        used.get(own).add(reference.group(1));
                    }
                }
            }
        }
        assertEquals(USES, used);
    }

    @Test
    public void hasNoCycle() {
        Set<String> before = new TreeSet<>();
        USES.forEach((name, uses) -> {
            assertTrue(name + " uses " + uses + ", before it are " + before, before.containsAll(uses));
            before.add(name);
        });
    }

    @Test
    public void hasTheToolInItsOwnSourceSetOnly() throws IOException {
        Set<String> toolFolders = files("tool").stream()
                .map(file -> file.getParent().getFileName().toString())
                .collect(Collectors.toSet());
        assertEquals(TOOL, toolFolders);
        assertTrue(files("main").stream().noneMatch(file -> TOOL.contains(file.getParent().getFileName().toString())));
    }
}
