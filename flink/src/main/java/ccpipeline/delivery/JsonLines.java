package ccpipeline.delivery;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.types.Row;

/**
 * Writes a row as one JSON object and a newline: Firehose concatenates records as they are, and Athena reads one record per
 * line. Times are UTC and in the form that Athena reads as TIMESTAMP, {@code 2026-01-31 23:59:50}.
 */
final class JsonLines {
    /** Writes a DECIMAL with all of its digits and without an exponent. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
            .toFormatter();

    private JsonLines() {}

    static String toLine(Row row) {
        ObjectNode object = JSON.createObjectNode();
        Set<String> names = row.getFieldNames(true);
        if (names == null) {
            throw new IllegalArgumentException("the query's rows have no column names");
        }
        names.forEach(name -> object.set(name, JSON.valueToTree(value(row.getField(name)))));
        try {
            return JSON.writeValueAsString(object) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("row " + row + " cannot be written as JSON", e);
        }
    }

    /** Formats a time as results have it, in UTC. */
    static String formatTime(Instant time) {
        return TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private static Object value(Object field) {
        if (field instanceof LocalDateTime) {
            return TIME.format((LocalDateTime) field);
        }
        if (field instanceof Instant) {
            return formatTime((Instant) field);
        }
        return field instanceof Temporal ? field.toString() : field;
    }
}
