package ccpipeline.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.TextNode;

/**
 * Records of comma-separated values (RFC 4180), whose columns are read by position, from the first one on; further fields are
 * left out. A field may be quoted; a quote within it is written twice. Empty lines are no rows.
 *
 * <p>Kinesis Data Analytics for SQL read every empty field as null, as its engine documents it (SQLstream, "Ingestion Rules
 * for CSV"); AWS's own guide says nothing about it, and nothing about empty lines.
 */
final class CsvRecords extends RecordFormat {
    private static final long serialVersionUID = 1;
    static final List<String> MEMBERS = List.of("format", "columnDelimiter", "rowDelimiter");

    private static final TextNode EMPTY = TextNode.valueOf("");

    private final String columnDelimiter;
    private final String rowDelimiter;

    private CsvRecords(String columnDelimiter, String rowDelimiter) {
        this.columnDelimiter = columnDelimiter;
        this.rowDelimiter = rowDelimiter;
    }

    static CsvRecords of(JsonNode records, List<Column> columns) {
        String columnDelimiter = records.path("columnDelimiter").asText(",");
        String rowDelimiter = records.path("rowDelimiter").asText("\n");
        if (columnDelimiter.isEmpty() || rowDelimiter.isEmpty() || columnDelimiter.equals(rowDelimiter)) {
            throw new IllegalArgumentException("records: columnDelimiter and rowDelimiter must be two different texts, not empty");
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).placeInCsv(i);
        }
        return new CsvRecords(columnDelimiter, rowDelimiter);
    }

    /**
     * A field of a row.
     *
     * @param emptyIsText whether an empty field is a text without characters; else it is null.
     * @return null if the row is too short.
     */
    static JsonNode field(JsonNode row, int position, boolean emptyIsText) {
        JsonNode field = row.get(position);
        boolean isEmpty = field != null && (field.isNull() || field.textValue().isEmpty());
        return !isEmpty ? field : emptyIsText ? EMPTY : JsonNodeFactory.instance.nullNode();
    }

    @Override
    boolean hasSeveralRows() {
        return true;
    }

    @Override
    List<JsonNode> rows(JsonNode record) {
        List<JsonNode> rows = new ArrayList<>();
        record.forEach(rows::add);
        return rows;
    }

    /** @return an array of rows, each an array of texts. */
    @Override
    JsonNode parse(String text) throws Rejection {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        int at = 0;
        while (at < text.length()) {
            ArrayNode row = JsonNodeFactory.instance.arrayNode();
            at = readRow(text, at, row);
            if (row.size() > 1 || !row.get(0).textValue().isEmpty()) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw new Rejection(Rejection.Reason.BAD_CSV, "the record is empty");
        }
        return rows;
    }

    /** Reads a row and its delimiter, and returns the position behind it. */
    private int readRow(String text, int from, ArrayNode row) throws Rejection {
        int at = from;
        while (true) {
            StringBuilder field = new StringBuilder();
            at = text.startsWith("\"", at) ? readQuoted(text, at + 1, field) : readPlain(text, at, field);
            row.add(field.toString());
            if (text.startsWith(columnDelimiter, at)) {
                at += columnDelimiter.length();
            } else {
                return at < text.length() ? at + rowEnd(text, at) : at;
            }
        }
    }

    /** Reads to the end of a field, and returns its position. */
    private int readPlain(String text, int from, StringBuilder field) {
        int at = from;
        while (at < text.length() && !text.startsWith(columnDelimiter, at) && rowEnd(text, at) == 0) {
            at++;
        }
        field.append(text, from, at);
        return at;
    }

    /** Reads from behind the opening quote to behind the closing one, and returns the position. */
    private int readQuoted(String text, int from, StringBuilder field) throws Rejection {
        int begin = from;
        while (true) {
            int quote = text.indexOf('"', begin);
            if (quote < 0) {
                throw new Rejection(Rejection.Reason.BAD_CSV, "a quote is not closed");
            }
            field.append(text, begin, quote);
            if (!text.startsWith("\"", quote + 1)) {
                int end = quote + 1;
                if (end < text.length() && !text.startsWith(columnDelimiter, end) && rowEnd(text, end) == 0) {
                    throw new Rejection(Rejection.Reason.BAD_CSV, "a field goes on after its closing quote");
                }
                return end;
            }
            field.append('"');
            begin = quote + 2;
        }
    }

    /** The length of the row delimiter at a position, with a carriage return before a newline; 0 if there is none. */
    private int rowEnd(String text, int at) {
        if (text.startsWith(rowDelimiter, at)) {
            return rowDelimiter.length();
        }
        return rowDelimiter.equals("\n") && text.startsWith("\r\n", at) ? 2 : 0;
    }
}
