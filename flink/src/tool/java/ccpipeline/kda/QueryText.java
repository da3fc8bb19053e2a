package ccpipeline.kda;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One query of Flink SQL while it is written: its parts of WITH, and what is to be said about it. */
final class QueryText {
    final Pumps pumps;
    final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, Relation> streams = new LinkedHashMap<>();

    QueryText(Pumps pumps) {
        this.pumps = pumps;
    }

    /** Adds a part of WITH and returns its name. */
    String part(String name, String text) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        String unique = plain;
        for (int i = 2; parts.containsKey(unique) || unique.equalsIgnoreCase("SOURCE_SQL_STREAM_001"); i++) {
            unique = plain + i;
        }
        parts.put(unique, text);
        return FlinkText.quoted(unique);
    }

    /** The rows of a stream that the application writes. */
    Relation stream(String name) {
        Relation known = streams.get(name);
        if (known == null) {
            known = Sources.rows(pumps.block(name, this), name, this);
            known.names.add(name);
            streams.put(name, known);
        }
        return known;
    }

    /** The whole text: WITH its parts, and the SELECT. */
    String with(String select) {
        StringBuilder text = new StringBuilder();
        parts.forEach((name, part) -> text.append(text.length() == 0 ? "WITH " : ",\n")
                .append(FlinkText.quoted(name))
                .append(" AS (\n    ")
                .append(FlinkText.indented(part))
                .append("\n)"));
        return text + (text.length() == 0 ? "" : "\n") + select + "\n";
    }
}
