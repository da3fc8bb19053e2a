package ccpipeline.schema;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** How records are written: JSON or CSV, and which parts of a record are its rows. */
abstract class RecordFormat implements Serializable {
    private static final long serialVersionUID = 1;

    /**
     * @param text a record.
     * @return its values, for {@link #rows} and {@link Column#value}.
     * @throws Rejection if it is not of this format.
     */
    abstract JsonNode parse(String text) throws Rejection;

    /** Whether one record can give several rows. */
    abstract boolean hasSeveralRows();

    /**
     * @param record what {@link #parse} has read.
     * @return its rows, at least one.
     * @throws Rejection if there are no rows where they should be.
     */
    abstract List<JsonNode> rows(JsonNode record) throws Rejection;

    /**
     * Reads the member {@code records} of a schema file, and places the columns in the records.
     *
     * @param records {@code {"format": "JSON", "rowPath"?}} or {@code {"format": "CSV", "columnDelimiter"?, "rowDelimiter"?}}; a
     *     missing node for JSON objects.
     * @param exactNumbers whether decimal fractions are read digit for digit.
     * @throws IllegalArgumentException naming what is wrong.
     */
    static RecordFormat parse(JsonNode records, List<Column> columns, boolean exactNumbers) {
        String format = records.path("format").asText("JSON");
        List<String> known = format.equals("CSV") ? CsvRecords.MEMBERS : JsonRecords.MEMBERS;
        if (!records.isMissingNode() && !records.isObject() || !format.equals("CSV") && !format.equals("JSON")) {
            throw new IllegalArgumentException("records: " + records + " needs the format JSON or CSV");
        }
        records.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("records: " + format + " has no " + name + "; it has " + String.join(", ", known));
            }
        });
        return format.equals("CSV") ? CsvRecords.of(records, columns) : JsonRecords.of(records, columns, exactNumbers);
    }
}
