package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** A query that is written: its text, its schema file, and what is to be said about it. */
final class Translation {
    final String stream;
    final String sql;
    final String schema;
    final List<String> notes;
    final Object schemaTree;

    private Translation(String stream, String sql, Map<String, Object> schema, List<String> notes) {
        this.stream = stream;
        this.sql = sql;
        this.schemaTree = schema;
        this.schema = new ObjectMapper().valueToTree(schema).toString();
        this.notes = notes;
    }

    /** Translates the query of an output. */
    static Translation of(String stream, Application application, Pumps pumps) {
        QueryText query = new QueryText(pumps);
        Block block = pumps.block(stream, query);
        List<String> keyNames = new ArrayList<>();
        Map<String, Block.Item> added = block.addedKeys(keyNames);
        List<Block.Item> all = new ArrayList<>();
        added.values().stream().filter(item -> item.name.startsWith("window")).forEach(all::add);
        all.addAll(block.items);
        added.values().stream().filter(item -> !item.name.startsWith("window")).forEach(all::add);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Block.Item item : all) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("name", item.name);
            result.put("type", item.value.type.resultName().replace(" ", ""));
            results.add(result);
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
        return new Translation(stream, header + query.with(block.text(all, block.groupBy)), schema, new ArrayList<>(query.notes));
    }
}
