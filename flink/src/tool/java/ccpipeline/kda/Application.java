package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** An application as it is requested: its code, its input and its outputs. */
final class Application {
    /** A column of the input. */
    static final class Column {
        final String name;
        final String sqlType;
        /** Where the record has its value, as {@code $.price}; null for a CSV record or where it is not known. */
        final String mapping;
        /** Whether the member may have its name in another case. */
        final boolean anyCase;

        Column(String name, String sqlType, String mapping, boolean anyCase) {
            this.anyCase = anyCase;
            this.name = name;
            this.sqlType = sqlType;
            this.mapping = mapping;
        }
    }

    final String name;
    final String code;
    final List<String> outputs = new ArrayList<>();
    final List<String> streamNames = new ArrayList<>();
    final List<Column> columns = new ArrayList<>();
    /** JSON or CSV. */
    final String format;

    final String rowPath;
    final String columnDelimiter;
    final String rowDelimiter;
    final int inputs;
    /** Whether the columns follow from the SQL. */
    final boolean inferred;

    Application(JsonNode request) {
        name = request.path("name").asText();
        code = request.path("code").asText();
        request.path("outputs").forEach(output -> outputs.add(output.asText()));
        JsonNode input = request.path("inputs").path(0);
        inputs = request.path("inputs").size();
        input.path("streamNames").forEach(stream -> streamNames.add(stream.asText()));
        input.path("columns").forEach(column -> columns.add(
                new Column(column.path("name").asText(), column.path("sqlType").asText(), text(column, "mapping"), false)));
        inferred = columns.isEmpty();
        format = input.path("format").asText("JSON").toUpperCase();
        rowPath = text(input, "rowPath");
        columnDelimiter = text(input, "columnDelimiter");
        rowDelimiter = text(input, "rowDelimiter");
    }

    private static String text(JsonNode of, String member) {
        return of.hasNonNull(member) ? of.get(member).asText() : null;
    }

    /**
     * Whether one record of the stream gives several rows: those of a row path, or of a mapping that goes on after all elements
     * of an array. AWS: Developer Guide, "Working with JSONPath".
     */
    boolean hasSeveralRows() {
        boolean mapped = columns.stream().anyMatch(column -> column.mapping != null && column.mapping.contains("[0:]."));
        return format.equals("CSV") || mapped || rowPath != null && rowPath.contains("[");
    }

    /** The input's columns for a schema file. */
    List<Map<String, Object>> schemaColumns() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Column column : columns) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", column.name);
            KdaType type = KdaType.parse(column.sqlType);
            one.put("type", type == null ? "STRING" : type.columnName().replace(" ", ""));
            String path = path(column);
            if (path != null) {
                one.put("path", path);
            }
            if (column.anyCase) {
                one.put("anyCase", true);
            }
            one.put("optional", true);
            list.add(one);
        }
        return list;
    }

    /** The path of a column, null where its name says as much. With a row path it does not: a member of that name is the row's. */
    private String path(Column column) {
        boolean unmapped = format.equals("CSV") || column.mapping == null || column.mapping.isEmpty();
        boolean named = unmapped || !hasRowPath() && column.mapping.equals("$." + column.name);
        return named ? null : column.mapping;
    }

    private boolean hasRowPath() {
        return rowPath != null && !rowPath.isEmpty() && !rowPath.equals("$");
    }

    /** The records' form for a schema file, or null for the default: JSON, one row per record. */
    Map<String, Object> records() {
        Map<String, Object> records = new LinkedHashMap<>();
        if (format.equals("CSV")) {
            records.put("format", "CSV");
            records.put("columnDelimiter", columnDelimiter == null ? "," : columnDelimiter);
            records.put("rowDelimiter", rowDelimiter == null ? "\n" : rowDelimiter);
            return records;
        }
        if (!hasRowPath()) {
            return null;
        }
        records.put("format", "JSON");
        records.put("rowPath", rowPath);
        return records;
    }
}
