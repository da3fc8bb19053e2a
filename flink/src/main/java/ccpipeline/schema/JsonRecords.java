package ccpipeline.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.MissingNode;

/** Records that are a JSON value each: an object that is a row, or one with an array of rows. */
final class JsonRecords extends RecordFormat {
    private static final long serialVersionUID = 1;
    static final List<String> MEMBERS = List.of("format", "rowPath");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** Reads 0.10 as it is written, and not as the nearest number of 64 bits. */
    private static final ObjectMapper EXACT = JSON.copy()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    /** Where a record's rows are. */
    private final MemberPath rowPath;
    private final boolean exactNumbers;

    private JsonRecords(MemberPath rowPath, boolean exactNumbers) {
        this.rowPath = rowPath;
        this.exactNumbers = exactNumbers;
    }

    static JsonRecords of(JsonNode records, List<Column> columns, boolean exactNumbers) {
        MemberPath given = records.has("rowPath") ? rowPath(records.get("rowPath").asText()) : MemberPath.RECORD;
        MemberPath rowPath = rowPath(given, columns);
        boolean membersOfRow = rowPath.equals(given);
        columns.forEach(column -> column.placeInJson(rowPath, membersOfRow));
        return new JsonRecords(rowPath, exactNumbers);
    }

    private static MemberPath rowPath(String text) {
        MemberPath path;
        try {
            path = MemberPath.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("records: rowPath " + e.getMessage(), e);
        }
        if (path.rows() != null) {
            throw new IllegalArgumentException("records: rowPath " + path + " goes on after [0:]; the elements are the rows");
        }
        return path;
    }

    /** The path to the rows: the given one, or that of the columns' paths with an array in their midst. */
    private static MemberPath rowPath(MemberPath given, List<Column> columns) {
        MemberPath rows = given;
        for (Column column : columns) {
            MemberPath array = column.rows();
            if (array != null && rows.isAllElements() && !rows.equals(array)) {
                throw new IllegalArgumentException("columns: " + column.name + " reads elements of " + array
                        + "; one array can give the rows, and that is " + rows);
            }
            rows = array == null ? rows : array;
        }
        return rows;
    }

    @Override
    JsonNode parse(String text) throws Rejection {
        JsonNode value;
        try {
            value = (exactNumbers ? EXACT : JSON).readTree(text);
        } catch (JsonProcessingException e) {
            throw new Rejection(Rejection.Reason.BAD_JSON, e.getOriginalMessage());
        }
        if (value == null || value.isMissingNode()) {
            throw new Rejection(Rejection.Reason.BAD_JSON, "the record is empty");
        }
        if (!value.isObject() && !(value.isArray() && hasSeveralRows())) {
            throw new Rejection(Rejection.Reason.NOT_AN_OBJECT, "the record is a JSON value of type " + value.getNodeType());
        }
        return value;
    }

    @Override
    boolean hasSeveralRows() {
        return rowPath.isAllElements();
    }

    @Override
    List<JsonNode> rows(JsonNode record) throws Rejection {
        if (rowPath.isRecord()) {
            return List.of(record);
        }
        return rowPath.isAllElements() ? elements(record) : List.of(object(record));
    }

    private JsonNode object(JsonNode record) throws Rejection {
        JsonNode row = rowPath.find(record, false);
        if (row == null || row.isNull()) {
            return MissingNode.getInstance();
        }
        if (!row.isObject()) {
            throw new Rejection(
                    Rejection.Reason.NOT_AN_OBJECT, "the row at " + rowPath + " is a JSON value of type " + row.getNodeType());
        }
        return row;
    }

    /**
     * The elements of the array; a missing or empty one gives one row without values ("An array is always flattened to at
     * least one row"). Something else in the array's place is rejected: the guide does not say what the service made of it.
     */
    private List<JsonNode> elements(JsonNode record) throws Rejection {
        MemberPath array = rowPath.array();
        JsonNode found = array.find(record, false);
        if (found != null && !found.isNull() && !found.isArray()) {
            throw new Rejection(Rejection.Reason.WRONG_TYPE, "the value at " + array + " is no array");
        }
        List<JsonNode> rows = new ArrayList<>();
        if (found != null) {
            found.forEach(rows::add);
        }
        return rows.isEmpty() ? List.of(MissingNode.getInstance()) : rows;
    }
}
