package ccpipeline;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** The type of a column: how it is named in a schema file, what it is in SQL, and how a JSON value becomes one. */
final class ColumnType implements Serializable {
    private static final long serialVersionUID = 1;

    /** What a schema file may name; VARCHAR with its length in characters, as in {@code VARCHAR(16)}. */
    static final String NAMES = "STRING, VARCHAR(n), INTEGER, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP";

    private static final Pattern FORM = Pattern.compile("(STRING|INTEGER|BIGINT|DOUBLE|BOOLEAN|TIMESTAMP)|VARCHAR\\(([1-9]\\d{0,8})\\)");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");

    private final String kind;
    /** Most characters; 0 for any number. */
    final int length;
    private final TimePattern times;

    private ColumnType(String kind, int length, TimePattern times) {
        this.kind = kind;
        this.length = length;
        this.times = times;
    }

    /**
     * @param name one of {@link #NAMES}.
     * @param times how a TIMESTAMP is written.
     * @return null where there is no such type.
     */
    static ColumnType of(String name, TimePattern times) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return null;
        }
        return form.group(1) != null
                ? new ColumnType(form.group(1), 0, times)
                : new ColumnType("STRING", Integer.parseInt(form.group(2)), times);
    }

    boolean isTime() {
        return kind.equals("TIMESTAMP");
    }

    DataType sql() {
        switch (kind) {
            case "INTEGER":
                return DataTypes.INT();
            case "BIGINT":
                return DataTypes.BIGINT();
            case "DOUBLE":
                return DataTypes.DOUBLE();
            case "BOOLEAN":
                return DataTypes.BOOLEAN();
            case "TIMESTAMP":
                return DataTypes.TIMESTAMP_LTZ(3);
            default:
                return DataTypes.STRING();
        }
    }

    TypeInformation<?> information() {
        switch (kind) {
            case "INTEGER":
                return Types.INT;
            case "BIGINT":
                return Types.LONG;
            case "DOUBLE":
                return Types.DOUBLE;
            case "BOOLEAN":
                return Types.BOOLEAN;
            case "TIMESTAMP":
                return Types.INSTANT;
            default:
                return Types.STRING;
        }
    }

    /**
     * @param value a JSON value that is not null; agents write numbers as text, so text that reads as the type is taken.
     * @return the column's value, a text of any length.
     * @throws Rejection where it does not read as the type.
     */
    Object of(JsonNode value) throws Rejection {
        if (kind.equals("STRING")) {
            return value.isValueNode() ? value.asText() : value.toString();
        }
        if (!value.isValueNode()) {
            throw wrong(value.toString());
        }
        String text = value.asText().trim();
        switch (kind) {
            case "INTEGER":
                return Math.toIntExact(wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "BIGINT":
                return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case "DOUBLE":
                return number(text);
            case "TIMESTAMP":
                return times.instant(text);
            default:
                if (!text.equals("true") && !text.equals("false")) {
                    throw wrong(text);
                }
                return Boolean.valueOf(text);
        }
    }

    private long wholeNumber(String text, long least, long most) throws Rejection {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw wrong(text);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new Rejection(Rejection.Reason.OUT_OF_RANGE, text + " does not fit into " + kind);
        }
        return number.longValue();
    }

    private double number(String text) throws Rejection {
        if (!NUMBER.matcher(text).matches()) {
            throw wrong(text);
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new Rejection(Rejection.Reason.OUT_OF_RANGE, text + " does not fit into DOUBLE");
        }
        return number;
    }

    private Rejection wrong(String text) {
        return new Rejection(Rejection.Reason.WRONG_TYPE, "'" + text + "' is no " + kind);
    }
}
