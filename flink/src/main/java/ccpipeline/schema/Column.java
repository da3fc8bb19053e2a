package ccpipeline.schema;

import java.io.Serializable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** A column of the records: where its value is, and how it is read. */
final class Column implements Serializable {
    private static final long serialVersionUID = 1;

    final String name;
    final ColumnType type;
    private final boolean optional;
    /** Whether the member's name may be in another case than the record's. */
    private final boolean anyCase;
    /** As the schema has it: from the record's beginning; null for the member of the column's name. */
    private final MemberPath path;
    /** Whether values are converted as Kinesis Data Analytics for SQL did. */
    private final boolean asService;

    /** The path from the row or the record; null for the member of the column's name, and for a position. */
    private MemberPath found;
    /** Whether the value is in the row; else it is in the record and the same for all of its rows. */
    private boolean fromRow = true;
    /** Position in a CSV row, from 0; -1 in JSON. */
    private int position = -1;

    /**
     * @param column the object of the schema file.
     * @param asService whether values are converted as Kinesis Data Analytics for SQL did.
     * @throws IllegalArgumentException naming what is wrong.
     */
    Column(JsonNode column, boolean asService) {
        name = column.path("name").asText();
        type = ColumnType.parse(column.path("type").asText(), times(column, asService));
        if (name.isEmpty() || type == null) {
            throw new IllegalArgumentException("columns: " + column + " needs a name and one of the types " + ColumnType.NAMES);
        }
        optional = column.path("optional").asBoolean(false);
        anyCase = column.path("anyCase").asBoolean(false);
        path = column.has("path") ? path(column) : null;
        this.asService = asService;
        found = path == null && anyCase ? MemberPath.ofMember(name) : null;
    }

    private static TimePattern times(JsonNode column, boolean asService) {
        return new TimePattern(text(column, "pattern"), text(column, "zone"), asService);
    }

    private static String text(JsonNode of, String member) {
        return of.hasNonNull(member) ? of.get(member).asText() : null;
    }

    private MemberPath path(JsonNode column) {
        try {
            return MemberPath.parse(column.get("path").asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("columns: " + column + ": path " + e.getMessage(), e);
        }
    }

    /** The array whose elements the column's path makes rows; null if none. */
    MemberPath rows() {
        return path == null ? null : path.rows();
    }

    /**
     * Places the column in JSON records.
     *
     * @param rowPath where a record's rows are.
     * @param membersOfRow whether a column without a path is a member of the row; else of the record.
     */
    void placeInJson(MemberPath rowPath, boolean membersOfRow) {
        if (path == null) {
            fromRow = membersOfRow;
            return;
        }
        MemberPath rest = rowPath.rest(path);
        fromRow = rest != null;
        found = rest == null ? path : rest;
    }

    /**
     * Places the column in CSV records.
     *
     * @param at its position, from 0.
     * @throws IllegalArgumentException if it has a path.
     */
    void placeInCsv(int at) {
        if (path != null || anyCase) {
            throw new IllegalArgumentException(
                    "columns: " + name + " has path or anyCase, which are for JSON; columns of CSV records are read by position");
        }
        position = at;
    }

    /**
     * @param record the whole record.
     * @param row the part of it that is the row; the record itself where it has one row.
     * @return null where the value is null.
     * @throws Rejection if it is missing or does not read as the column's type.
     */
    Object value(JsonNode record, JsonNode row, InputSchema.Overflow overflow) throws Rejection {
        JsonNode value = find(record, row);
        if (value == null && !optional) {
            throw new Rejection(Rejection.Reason.MISSING_COLUMN, "it is missing").inColumn(name);
        }
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            Object read = type.read(asService ? ServiceConversions.converted(value, type) : value);
            return read instanceof String ? limited((String) read, type.length, overflow) : read;
        } catch (Rejection e) {
            throw e.inColumn(name);
        }
    }

    private JsonNode find(JsonNode record, JsonNode row) {
        if (position >= 0) {
            return CsvRecords.field(row, position, type.isText() && !asService);
        }
        JsonNode from = fromRow ? row : record;
        return found == null ? from.get(name) : found.find(from, anyCase);
    }

    private static String limited(String text, int maxLength, InputSchema.Overflow overflow) throws Rejection {
        if (maxLength == 0 || overflow == InputSchema.Overflow.PASS || text.codePointCount(0, text.length()) <= maxLength) {
            return text;
        }
        if (overflow == InputSchema.Overflow.FAIL) {
            throw new Rejection(
                    Rejection.Reason.TOO_LONG, text.codePointCount(0, text.length()) + " characters, more than " + maxLength);
        }
        return text.substring(0, text.offsetByCodePoints(0, maxLength));
    }
}
