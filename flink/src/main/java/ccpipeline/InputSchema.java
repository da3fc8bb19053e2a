package ccpipeline;

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

/** What a query finds in each record of the stream: its columns, and the time that windows are over. */
final class InputSchema implements Serializable {
    private static final long serialVersionUID = 1;

    /** Columns that each input has beside its own, as SQL applications had them. */
    static final List<String> METADATA = List.of("APPROXIMATE_ARRIVAL_TIME", "PARTITION_KEY", "SHARD_ID", "SEQUENCE_NUMBER");

    /** The time attribute's name. */
    static final String ROWTIME = "ROWTIME";

    /** What becomes of a text that is longer than its column. */
    enum Overflow {
        TRUNCATE,
        FAIL,
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
    /** The result columns, their types by name, in order. */
    private final LinkedHashMap<String, String> results = new LinkedHashMap<>();
    /** The position of the column that gives the time; -1 for the arrival time. */
    private int timeColumn = -1;
    private long maxOutOfOrderMillis;
    /** What two schemas have in common that read records alike. */
    private String identity;

    private InputSchema() {}

    /**
     * Reads a schema file.
     *
     * @param json {@code {"columns": [{"name", "type", "optional"?, "pattern"?, "zone"?}, …], "rowtime"?: {"column",
     *     "maxOutOfOrderSeconds"}, "results": [{"name", "type"}, …]}}; see {@link ColumnType} and {@link TimePattern}.
     * @throws IOException where it is not JSON.
     * @throws IllegalArgumentException naming what is wrong.
     */
    static InputSchema parse(String json) throws IOException {
        JsonNode file = new ObjectMapper().readTree(json);
        InputSchema schema = new InputSchema();
        file.path("columns").forEach(schema::add);
        if (schema.columns.isEmpty()) {
            throw new IllegalArgumentException("columns: there are none");
        }
        if (file.has("rowtime")) {
            schema.takeTime(file.get("rowtime"));
        }
        file.path("results").forEach(column -> schema.results.put(column.path("name").asText(), column.path("type").asText()));
        schema.identity = file.path("columns") + " " + file.path("rowtime");
        return schema;
    }

    private void add(JsonNode column) {
        String name = column.path("name").asText();
        TimePattern times = new TimePattern(text(column, "pattern"), text(column, "zone"));
        ColumnType type = ColumnType.of(column.path("type").asText(), times);
        if (name.isEmpty() || type == null) {
            throw new IllegalArgumentException("columns: " + column + " needs a name and a type of " + ColumnType.NAMES);
        }
        if (METADATA.contains(name) || ROWTIME.equals(name)) {
            throw new IllegalArgumentException("columns: " + name + " is there already, given by the stream");
        }
        if (position(name) >= 0) {
            throw new IllegalArgumentException("columns: " + name + " stands twice");
        }
        columns.add(new Column(name, type, column.path("optional").asBoolean(false)));
    }

    private static String text(JsonNode of, String member) {
        return of.hasNonNull(member) ? of.get(member).asText() : null;
    }

    private void takeTime(JsonNode rowtime) {
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

    /** Whether windows are over the time of a column, and not of arrival. */
    boolean hasOwnTime() {
        return timeColumn >= 0;
    }

    /** Milliseconds by which a record's own time may be behind the latest of its shard. */
    long maxOutOfOrderMillis() {
        return maxOutOfOrderMillis;
    }

    /** The same for two schemas that read records alike. */
    String identity() {
        return identity;
    }

    /** The result columns that the query must give: types by name, in order. */
    Map<String, String> results() {
        return results;
    }

    /** The columns as the planner knows them: with ROWTIME, whose watermark the source gives, and the stream's own. */
    Schema sql() {
        Schema.Builder builder = Schema.newBuilder();
        columns.forEach(column -> builder.column(column.name, column.type.sql()));
        builder.column(METADATA.get(0), DataTypes.TIMESTAMP_LTZ(3));
        METADATA.subList(1, METADATA.size()).forEach(name -> builder.column(name, DataTypes.STRING()));
        return builder.columnByMetadata(ROWTIME, DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                .watermark(ROWTIME, Expressions.sourceWatermark())
                .build();
    }

    /** The type of {@link SourceRecord#row}. */
    TypeInformation<Row> rowType() {
        List<String> names = new ArrayList<>();
        List<TypeInformation<?>> types = new ArrayList<>();
        columns.forEach(column -> {
            names.add(column.name);
            types.add(column.type.information());
        });
        names.addAll(METADATA);
        types.addAll(List.of(Types.INSTANT, Types.STRING, Types.STRING, Types.STRING));
        return Types.ROW_NAMED(names.toArray(String[]::new), types.toArray(TypeInformation[]::new));
    }

    /**
     * Reads a record: gives it its row and its time.
     *
     * @param object a JSON object; members that are no column are left out.
     * @param to the record.
     * @param overflow what becomes of too long texts.
     * @throws Rejection where a value is missing or does not read as its column's type.
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
                throw new Rejection(Rejection.Reason.WRONG_TIME, "it is the time that windows are over, and null")
                        .in(columns.get(timeColumn).name);
            }
            to.timeMillis = time.toEpochMilli();
        }
        to.row = row;
    }

    private static Object value(Column column, JsonNode object, Overflow overflow) throws Rejection {
        JsonNode value = object.get(column.name);
        if (value == null && !column.optional) {
            throw new Rejection(Rejection.Reason.MISSING_COLUMN, "it is missing").in(column.name);
        }
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            Object read = column.type.of(value);
            return read instanceof String ? limited((String) read, column.type.length, overflow) : read;
        } catch (Rejection e) {
            throw e.in(column.name);
        }
    }

    private static String limited(String text, int most, Overflow overflow) throws Rejection {
        if (most == 0 || overflow == Overflow.PASS || text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        if (overflow == Overflow.FAIL) {
            throw new Rejection(
                    Rejection.Reason.TOO_LONG, text.codePointCount(0, text.length()) + " characters, more than " + most);
        }
        return text.substring(0, text.offsetByCodePoints(0, most));
    }
}
