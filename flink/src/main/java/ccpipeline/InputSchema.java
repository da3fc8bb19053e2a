package ccpipeline;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.types.Row;

/** The columns that a query finds in each record of the stream. */
final class InputSchema implements Serializable {
    private static final long serialVersionUID = 1;

    /** A column's type: its SQL name, and how a JSON value becomes one. */
    enum ColumnType {
        STRING("STRING", Types.STRING),
        INTEGER("INT", Types.INT),
        BIGINT("BIGINT", Types.LONG),
        DOUBLE("DOUBLE", Types.DOUBLE),
        BOOLEAN("BOOLEAN", Types.BOOLEAN);

        final String sql;
        final TypeInformation<?> information;

        ColumnType(String sql, TypeInformation<?> information) {
            this.sql = sql;
            this.information = information;
        }

        /**
         * @param value a JSON value; agents write numbers as text, so text that reads as the type is taken.
         * @return the column's value; null for a missing or null one.
         * @throws IllegalArgumentException where it does not read as the type.
         */
        Object of(JsonNode value) {
            if (value == null || value.isNull()) {
                return null;
            }
            if (this == STRING) {
                return value.isValueNode() ? value.asText() : value.toString();
            }
            String text = value.asText().trim();
            switch (this) {
                case INTEGER:
                    return Integer.valueOf(text);
                case BIGINT:
                    return Long.valueOf(text);
                case DOUBLE:
                    return Double.valueOf(text);
                default:
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("'" + text + "' is neither true nor false");
                    }
                    return Boolean.valueOf(text);
            }
        }
    }

    /** A column: its name in the query and in the record, and its type. */
    static final class Column implements Serializable {
        private static final long serialVersionUID = 1;
        final String name;
        final ColumnType type;

        Column(String name, ColumnType type) {
            this.name = name;
            this.type = type;
        }
    }

    private final ArrayList<Column> columns;

    private InputSchema(ArrayList<Column> columns) {
        this.columns = columns;
    }

    /**
     * Reads a schema file.
     *
     * @param json {@code {"columns": [{"name": NAME, "type": TYPE}, …]}}, TYPE being a {@link ColumnType}.
     * @throws IOException where it is not JSON.
     * @throws IllegalArgumentException where a column lacks its name or has an unknown type.
     */
    static InputSchema parse(String json) throws IOException {
        ArrayList<Column> columns = new ArrayList<>();
        for (JsonNode column : new ObjectMapper().readTree(json).path("columns")) {
            String name = column.path("name").asText();
            String type = column.path("type").asText();
            boolean known = Arrays.stream(ColumnType.values()).anyMatch(t -> t.name().equals(type));
            if (name.isEmpty() || !known) {
                throw new IllegalArgumentException("input schema: column " + column + " needs a name and a type of "
                        + Arrays.toString(ColumnType.values()));
            }
            columns.add(new Column(name, ColumnType.valueOf(type)));
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("input schema: it has no columns");
        }
        return new InputSchema(columns);
    }

    List<Column> columns() {
        return columns;
    }

    /** The type of a record as a row of the columns, in their order. */
    TypeInformation<Row> rowType() {
        return Types.ROW_NAMED(
                columns.stream().map(c -> c.name).toArray(String[]::new),
                columns.stream().map(c -> c.type.information).toArray(TypeInformation[]::new));
    }

    /**
     * @param record a JSON object; members that are no column are left out.
     * @return its row.
     * @throws IllegalArgumentException where a value does not read as its column's type.
     */
    Row row(JsonNode record) {
        Row row = new Row(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            try {
                row.setField(i, column.type.of(record.get(column.name)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("column " + column.name + ": " + e.getMessage(), e);
            }
        }
        return row;
    }
}
