package ccpipeline.schema;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Expressions;
import org.apache.flink.table.api.Schema;
import org.apache.flink.types.Row;

/** A schema file: the columns that a query reads from each record, the time that its windows use, and its result columns. */
public final class InputSchema implements Serializable {
    private static final long serialVersionUID = 1;

    /** Columns that each input has in addition to the schema's, as in Kinesis Data Analytics for SQL. */
    static final List<String> METADATA = List.of("APPROXIMATE_ARRIVAL_TIME", "PARTITION_KEY", "SHARD_ID", "SEQUENCE_NUMBER");

    /** Name of the time attribute. */
    static final String ROWTIME = "ROWTIME";

    /** What happens to a string that is longer than its column. */
    public enum Overflow {
        /** It is truncated. */
        TRUNCATE,
        /** Its record is rejected. */
        FAIL,
        /** It is passed through unchanged. */
        PASS
    }

    private static final class Column implements Serializable {
        private static final long serialVersionUID = 1;
        final String name;
        final ColumnType type;
        final boolean optional;

        Column(String name, ColumnType type, boolean optional) {
            this.name = name;
            this.type = type;
            this.optional = optional;
        }
    }

    private final ArrayList<Column> columns = new ArrayList<>();
    /** Types of the result columns by name, in order. */
    private final LinkedHashMap<String, String> results = new LinkedHashMap<>();
    /** Index of the column that gives the time; -1 for the arrival time. */
    private int timeColumn = -1;
    private long maxOutOfOrderMillis;
    /** Equal for two schemas that read records in the same way. */
    private String identity;

    private InputSchema() {}

    /**
     * Reads a schema file.
     *
     * @param json {@code {"columns": [{"name", "type", "optional"?, "pattern"?, "zone"?}, …], "rowtime"?: {"column",
     *     "maxOutOfOrderSeconds"}, "results": [{"name", "type"}, …]}}; see {@link ColumnType} and {@link TimePattern}.
     * @throws IOException if it is not JSON.
     * @throws IllegalArgumentException naming what is wrong.
     */
    public static InputSchema parse(String json) throws IOException {
        JsonNode file = new ObjectMapper().readTree(json);
        InputSchema schema = new InputSchema();
        file.path("columns").forEach(schema::add);
        if (schema.columns.isEmpty()) {
            throw new IllegalArgumentException("columns: none are defined");
        }
        if (file.has("rowtime")) {
            schema.readRowtime(file.get("rowtime"));
        }
        file.path("results").forEach(column -> schema.results.put(column.path("name").asText(), column.path("type").asText()));
        schema.identity = file.path("columns") + " " + file.path("rowtime");
        return schema;
    }

    private void add(JsonNode column) {
        String name = column.path("name").asText();
        TimePattern times = new TimePattern(text(column, "pattern"), text(column, "zone"));
        ColumnType type = ColumnType.parse(column.path("type").asText(), times);
        if (name.isEmpty() || type == null) {
            throw new IllegalArgumentException("columns: " + column + " needs a name and one of the types " + ColumnType.NAMES);
        }
        if (METADATA.contains(name) || ROWTIME.equals(name)) {
            throw new IllegalArgumentException("columns: " + name + " is reserved: every input has this column already");
        }
        if (position(name) >= 0) {
            throw new IllegalArgumentException("columns: " + name + " is defined twice");
        }
        columns.add(new Column(name, type, column.path("optional").asBoolean(false)));
    }

    private static String text(JsonNode of, String member) {
        return of.hasNonNull(member) ? of.get(member).asText() : null;
    }

    private void readRowtime(JsonNode rowtime) {
        timeColumn = position(rowtime.path("column").asText());
        if (timeColumn < 0 || !columns.get(timeColumn).type.isTime()) {
            throw new IllegalArgumentException("rowtime: column has " + rowtime.path("column") + "; give a column of type TIMESTAMP");
        }
        JsonNode seconds = rowtime.path("maxOutOfOrderSeconds");
        if (!seconds.isNumber() || seconds.asDouble() < 0) {
            throw new IllegalArgumentException("rowtime: maxOutOfOrderSeconds has " + seconds + "; give seconds, 0 or more");
        }
        maxOutOfOrderMillis = Math.round(1000 * seconds.asDouble());
    }

    private int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether windows use a column's time, and not the time of arrival. */
    public boolean hasOwnTime() {
        return timeColumn >= 0;
    }

    /** The column that gives the windows' time; empty for the time of arrival. */
    public String timeColumn() {
        return hasOwnTime() ? columns.get(timeColumn).name : "";
    }

    /** Milliseconds by which a record's own time may be behind the latest of its shard. */
    public long maxOutOfOrderMillis() {
        return maxOutOfOrderMillis;
    }

    /** Equal for two schemas that read records in the same way. */
    public String identity() {
        return identity;
    }

    /** The result columns that the query must produce: types by name, in order. */
    public Map<String, String> results() {
        return results;
    }

    /** The input's columns for the planner: the schema's, {@link #METADATA}, and ROWTIME with the source's watermark. */
    public Schema sqlSchema() {
        Schema.Builder builder = Schema.newBuilder();
        columns.forEach(column -> builder.column(column.name, column.type.sqlType()));
        builder.column(METADATA.get(0), DataTypes.TIMESTAMP_LTZ(3));
        METADATA.subList(1, METADATA.size()).forEach(name -> builder.column(name, DataTypes.STRING()));
        return builder.columnByMetadata(ROWTIME, DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                .watermark(ROWTIME, Expressions.sourceWatermark())
                .build();
    }

    /** The type of {@link SourceRecord#row}. */
    public TypeInformation<Row> rowType() {
        List<String> names = new ArrayList<>();
        List<TypeInformation<?>> types = new ArrayList<>();
        columns.forEach(column -> {
            names.add(column.name);
            types.add(column.type.typeInformation());
        });
        names.addAll(METADATA);
        types.addAll(List.of(Types.INSTANT, Types.STRING, Types.STRING, Types.STRING));
        return Types.ROW_NAMED(names.toArray(String[]::new), types.toArray(TypeInformation[]::new));
    }

    /**
     * Sets a record's row and its time.
     *
     * @param object a JSON object; members that are not columns are ignored.
     * @param to the record.
     * @param overflow what happens to strings that are longer than their column.
     * @throws Rejection if a value is missing or does not read as its column's type.
     */
    void read(JsonNode object, SourceRecord to, Overflow overflow) throws Rejection {
        Object[] metadata = to.metadata();
        Row row = new Row(columns.size() + metadata.length);
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, value(columns.get(i), object, overflow));
        }
        for (int i = 0; i < metadata.length; i++) {
            row.setField(columns.size() + i, metadata[i]);
        }
        if (hasOwnTime()) {
            Instant time = (Instant) row.getField(timeColumn);
            if (time == null) {
                throw new Rejection(Rejection.Reason.WRONG_TIME, "it gives the time of the windows and is null")
                        .inColumn(columns.get(timeColumn).name);
            }
            to.timeMillis = time.toEpochMilli();
        }
        to.row = row;
    }

    private static Object value(Column column, JsonNode object, Overflow overflow) throws Rejection {
        JsonNode value = object.get(column.name);
        if (value == null && !column.optional) {
            throw new Rejection(Rejection.Reason.MISSING_COLUMN, "it is missing").inColumn(column.name);
        }
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            Object read = column.type.read(value);
            return read instanceof String ? limited((String) read, column.type.length, overflow) : read;
        } catch (Rejection e) {
            throw e.inColumn(column.name);
        }
    }

    private static String limited(String text, int maxLength, Overflow overflow) throws Rejection {
        if (maxLength == 0 || overflow == Overflow.PASS || text.codePointCount(0, text.length()) <= maxLength) {
            return text;
        }
        if (overflow == Overflow.FAIL) {
            throw new Rejection(
                    Rejection.Reason.TOO_LONG, text.codePointCount(0, text.length()) + " characters, more than " + maxLength);
        }
        return text.substring(0, text.offsetByCodePoints(0, maxLength));
    }
}
