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

    /** One more such column where a record can have several rows: the row's number in its record, from 0. */
    static final String ROW_INDEX = "ROW_INDEX";

    /** The value of {@code conversions}. */
    private static final String SERVICE_CONVERSIONS = "KINESIS_ANALYTICS";

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

    private final ArrayList<Column> columns = new ArrayList<>();
    /** Types of the result columns by name, in order. */
    private final LinkedHashMap<String, String> results = new LinkedHashMap<>();
    /** Index of the column that gives the time; -1 for the arrival time. */
    private int timeColumn = -1;
    private long maxOutOfOrderMillis;
    private RecordFormat format;
    /** Equal for two schemas that read records in the same way. */
    private String identity;

    private InputSchema() {}

    /**
     * Reads a schema file.
     *
     * @param json {@code {"columns": [{"name", "type", "optional"?, "pattern"?, "zone"?, "path"?, "anyCase"?}, …], "rowtime"?:
     *     {"column", "maxOutOfOrderSeconds"}, "records"?: {"format", …}, "conversions"?: "KINESIS_ANALYTICS", "results": [{"name",
     *     "type"}, …]}}; see {@link ColumnType}, {@link TimePattern}, {@link MemberPath} and {@link RecordFormat}.
     * @throws IOException if it is not JSON.
     * @throws IllegalArgumentException naming what is wrong.
     */
    public static InputSchema parse(String json) throws IOException {
        JsonNode file = new ObjectMapper().readTree(json);
        InputSchema schema = new InputSchema();
        boolean asService = isAsService(file.path("conversions"));
        file.path("columns").forEach(column -> schema.add(new Column(column, asService)));
        if (schema.columns.isEmpty()) {
            throw new IllegalArgumentException("columns: none are defined");
        }
        boolean exactNumbers = asService || schema.columns.stream().anyMatch(column -> column.type.isDecimal());
        schema.format = RecordFormat.parse(file.path("records"), schema.columns, exactNumbers);
        if (schema.hasSeveralRows() && schema.position(ROW_INDEX) >= 0) {
            throw reserved(ROW_INDEX);
        }
        if (file.has("rowtime")) {
            schema.readRowtime(file.get("rowtime"));
        }
        file.path("results").forEach(column -> schema.results.put(column.path("name").asText(), column.path("type").asText()));
        schema.identity = identity(file);
        return schema;
    }

    /** What decides how records are read; the state of a running job belongs to it, so old schema files keep theirs. */
    private static String identity(JsonNode file) {
        String reading = file.path("columns") + " " + file.path("rowtime");
        return file.has("records") || file.has("conversions")
                ? reading + " " + file.path("records") + " " + file.path("conversions")
                : reading;
    }

    private static boolean isAsService(JsonNode conversions) {
        if (!conversions.isMissingNode() && !conversions.asText().equals(SERVICE_CONVERSIONS)) {
            throw new IllegalArgumentException("conversions: " + conversions + " is unknown; give \"" + SERVICE_CONVERSIONS + "\"");
        }
        return !conversions.isMissingNode();
    }

    private static IllegalArgumentException reserved(String name) {
        return new IllegalArgumentException("columns: " + name + " is reserved: every input has this column already");
    }

    private void add(Column column) {
        if (METADATA.contains(column.name) || ROWTIME.equals(column.name)) {
            throw reserved(column.name);
        }
        if (position(column.name) >= 0) {
            throw new IllegalArgumentException("columns: " + column.name + " is defined twice");
        }
        columns.add(column);
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

    /** The columns VARCHAR(n), with the characters that their texts have at most unless longer ones are passed. */
    public Map<String, Integer> textLengths() {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        columns.stream().filter(column -> column.type.length > 0).forEach(column -> lengths.put(column.name, column.type.length));
        return lengths;
    }

    /** The result columns that the query must produce: types by name, in order. */
    public Map<String, String> results() {
        return results;
    }

    /** Whether a record can have several rows, with a {@link #ROW_INDEX} each. */
    public boolean hasSeveralRows() {
        return format.hasSeveralRows();
    }

    /** The input's columns for the planner: the schema's, {@link #METADATA}, and ROWTIME with the source's watermark. */
    public Schema sqlSchema() {
        Schema.Builder builder = Schema.newBuilder();
        columns.forEach(column -> builder.column(column.name, column.type.sqlType()));
        builder.column(METADATA.get(0), DataTypes.TIMESTAMP_LTZ(3));
        METADATA.subList(1, METADATA.size()).forEach(name -> builder.column(name, DataTypes.STRING()));
        if (hasSeveralRows()) {
            builder.column(ROW_INDEX, DataTypes.INT());
        }
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
        if (hasSeveralRows()) {
            names.add(ROW_INDEX);
            types.add(Types.INT);
        }
        return Types.ROW_NAMED(names.toArray(String[]::new), types.toArray(TypeInformation[]::new));
    }

    /**
     * Reads a record: sets its row and its time, and {@link SourceRecord#more} where it has several rows.
     *
     * @param text the record's text.
     * @param to the record.
     * @param overflow what happens to strings that are longer than their column.
     * @throws Rejection if it is not of the schema's format, or a value of any row is missing or does not read as its column's
     *     type.
     */
    void read(String text, SourceRecord to, Overflow overflow) throws Rejection {
        JsonNode record = format.parse(text);
        List<JsonNode> rows = format.rows(record);
        if (rows.size() == 1) {
            read(record, rows.get(0), to, overflow);
            return;
        }
        List<SourceRecord> read = to.split(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            try {
                read(record, rows.get(i), read.get(i), overflow);
            } catch (Rejection e) {
                throw e.inRow(i);
            }
        }
        to.takeRows(read);
    }

    private void read(JsonNode record, JsonNode from, SourceRecord to, Overflow overflow) throws Rejection {
        Object[] metadata = to.metadata();
        int width = columns.size() + metadata.length;
        Row row = new Row(hasSeveralRows() ? width + 1 : width);
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, columns.get(i).value(record, from, overflow));
        }
        for (int i = 0; i < metadata.length; i++) {
            row.setField(columns.size() + i, metadata[i]);
        }
        if (hasSeveralRows()) {
            row.setField(width, to.rowIndex);
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
}
