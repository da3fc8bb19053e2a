package ccpipeline.schema;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.BooleanNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.IntNode;

/**
 * The conversions of Kinesis Data Analytics for SQL (its Developer Guide, "Mapping Streaming Source Elements to SQL Input
 * Columns") where they differ from the job's own: literals true and false are the numbers 1 and 0, every number but 0 is true,
 * a text is true if it reads "true" in any case and false otherwise, and a time is written as text.
 *
 * <p>The guide says that a value that cannot be converted is written to the error stream as a coercion error, and does not
 * say whether the row is read with a null in its place. Here the record is rejected and counted.
 */
final class ServiceConversions {
    private ServiceConversions() {}

    /**
     * @param value a JSON value that is not null.
     * @return a value that {@link ColumnType#read} reads as the service read the given one.
     * @throws Rejection if the service had no conversion for it.
     */
    static JsonNode converted(JsonNode value, ColumnType type) throws Rejection {
        if (type.isBoolean()) {
            return value.isNumber() || value.isTextual() ? BooleanNode.valueOf(isTrue(value)) : value;
        }
        if (type.isTime() && !value.isTextual() && type.isWrittenAsText()) {
            throw type.wrongType(value.toString());
        }
        return type.isNumber() && value.isBoolean() ? IntNode.valueOf(value.booleanValue() ? 1 : 0) : value;
    }

    private static boolean isTrue(JsonNode value) {
        return value.isNumber() ? value.decimalValue().signum() != 0 : value.textValue().equalsIgnoreCase("true");
    }
}
