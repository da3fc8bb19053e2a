package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** A query that is written: its text, its schema file, and what is to be said about it. */
final class Translation {
    private static final Set<String> OF_EVERY_RESULT = Set.of("windowStart", "windowEnd", "shardId", "sequenceNumber", "rowIndex");

    final String stream;
    final String sql;
    final String schema;
    final List<String> notes;
    final Object schemaTree;

    private final List<String> results;
    private final List<String> resultKey;

    private Translation(String stream, String sql, Map<String, Object> schema, List<String> results, List<String> resultKey, List<String> notes) {
        this.resultKey = resultKey;
        this.results = results;
        this.stream = stream;
        this.sql = sql;
        this.schemaTree = schema;
        this.schema = new ObjectMapper().valueToTree(schema).toString();
        this.notes = notes;
    }

    private static String note(String name) {
        return "The column " + name + " is added to the results: "
                + (name.startsWith("pump") || name.startsWith("branch") ? "it says which SELECT a row comes from." : "no other one shows this group as it is.");
    }

    List<String> resultKey() {
        return resultKey;
    }

    /** The columns of the results, each {@code NAME TYPE}. */
    List<String> results() {
        return results;
    }

    /** Translates the query of an output. */
    static Translation of(String stream, Application application, Pumps pumps) {
        QueryText query = new QueryText(pumps);
        Block block = pumps.block(stream, query);
        block.distinguishNames(query.notes);
        List<String> keyNames = new ArrayList<>();
        Map<String, Block.Item> added = block.addedKeys(keyNames);
        for (int i = 0; i < block.items.size(); i++) {
            Block.Item item = block.items.get(i);
            if (item.value.type.kind == KdaType.Kind.DATE || item.value.type.kind == KdaType.Kind.TIME) {
                Typed text = Typed.atom("CAST(" + item.value.text + " AS STRING)", KdaType.TEXT);
                block.items.set(i, new Block.Item(text, item.name));
            }
        }
        added.keySet().stream().filter(name -> !OF_EVERY_RESULT.contains(name)).forEach(name -> query.notes.add(note(name)));
        List<Block.Item> all = new ArrayList<>();
        added.values().stream().filter(item -> item.name.startsWith("window")).forEach(all::add);
        all.addAll(block.items);
        added.values().stream().filter(item -> !item.name.startsWith("window")).forEach(all::add);
        List<Map<String, Object>> results = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Block.Item item : all) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("name", item.name);
            result.put("type", item.value.type.resultName().replace(" ", ""));
            results.add(result);
            columns.add(item.name + " " + result.get("type"));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        Map<String, Object> records = application.records();
        if (records != null) {
            schema.put("records", records);
        }
        schema.put("conversions", "KINESIS_ANALYTICS");
        schema.put("columns", application.schemaColumns());
        schema.put("results", results);
        schema.put("resultKey", keyNames);
        String header = "-- Imported from the Kinesis Data Analytics SQL application " + application.name.replaceAll("\\s+", " ") + ".\n";
        return new Translation(stream, header + query.with(block.text(all, block.groupBy)), schema, columns, keyNames, new ArrayList<>(query.notes));
    }
}
