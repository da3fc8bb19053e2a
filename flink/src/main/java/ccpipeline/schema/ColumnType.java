package ccpipeline.schema;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/**
 * The type of a record's column: its name in a schema file, its SQL type, and how it is read from a JSON value. The file
 * {@code column-types.json} lists the types for other programs; a test keeps it equal to this class.
 */
final class ColumnType implements Serializable {
    private static final long serialVersionUID = 1;

    /** The names that a schema file may have; VARCHAR with its length in characters, as in {@code VARCHAR(16)}. */
    static final String NAMES = "STRING, VARCHAR(n), INTEGER, BIGINT, DECIMAL(p,s), DOUBLE, BOOLEAN, TIMESTAMP";

    private static final Pattern FORM = Pattern.compile("(STRING|INTEGER|BIGINT|DOUBLE|BOOLEAN|TIMESTAMP)|VARCHAR\\(([1-9]\\d{0,8})\\)"
            + "|DECIMAL\\(([1-9]\\d?),(\\d\\d?)\\)");
    /** Maximum number of digits of a DECIMAL (Apache Flink, "Data Types"). */
    private static final int MAX_PRECISION = 38;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");

    private final String kind;
    /** Maximum length in characters; 0 for no limit. */
    final int length;
    /** Digits of a DECIMAL, and how many of them are behind its point. */
    private final int precision;
    private final int scale;
    private final TimePattern times;

    private ColumnType(String kind, int length, int precision, int scale, TimePattern times) {
        this.kind = kind;
        this.length = length;
        this.precision = precision;
        this.scale = scale;
        this.times = times;
    }

    /**
     * @param name one of {@link #NAMES}.
     * @param times how a TIMESTAMP is written.
     * @return null if there is no such type.
     */
    static ColumnType parse(String name, TimePattern times) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return null;
        }
        if (form.group(1) != null) {
            return new ColumnType(form.group(1), 0, 0, 0, times);
        }
        if (form.group(2) != null) {
            return new ColumnType("STRING", Integer.parseInt(form.group(2)), 0, 0, times);
        }
        int precision = Integer.parseInt(form.group(3));
        int scale = Integer.parseInt(form.group(4));
        return precision <= MAX_PRECISION && scale <= precision ? new ColumnType("DECIMAL", 0, precision, scale, times) : null;
    }

    boolean isText() {
        return kind.equals("STRING");
    }

    boolean isBoolean() {
        return kind.equals("BOOLEAN");
    }

    boolean isDecimal() {
        return kind.equals("DECIMAL");
    }

    boolean isNumber() {
        return !isText() && !isBoolean() && !isTime();
    }

    boolean isTime() {
        return kind.equals("TIMESTAMP");
    }

    /** Whether numbers are no times of this column: those of a pattern can be. */
    boolean isWrittenAsText() {
        return times.isDefault();
    }

    DataType sqlType() {
        switch (kind) {
            case "INTEGER":
                return DataTypes.INT();
            case "BIGINT":
                return DataTypes.BIGINT();
            case "DECIMAL":
                return DataTypes.DECIMAL(precision, scale);
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

    TypeInformation<?> typeInformation() {
        switch (kind) {
            case "INTEGER":
                return Types.INT;
            case "BIGINT":
                return Types.LONG;
            case "DECIMAL":
                return Types.BIG_DEC;
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
     * @param value a JSON value that is not null; agents write numbers as strings, so a string that reads as the type is valid.
     * @return the column's value; a string of any length.
     * @throws Rejection if it does not read as the type.
     */
    Object read(JsonNode value) throws Rejection {
        if (kind.equals("STRING")) {
            return value.isValueNode() ? value.asText() : value.toString();
        }
        if (!value.isValueNode()) {
            throw wrongType(value.toString());
        }
        String text = value.asText().trim();
        switch (kind) {
            case "INTEGER":
                return Math.toIntExact(wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "BIGINT":
                return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case "DECIMAL":
                return decimal(text);
            case "DOUBLE":
                return number(text);
            case "TIMESTAMP":
                return times.parse(text);
            default:
                if (!text.equals("true") && !text.equals("false")) {
                    throw wrongType(text);
                }
                return Boolean.valueOf(text);
        }
    }

    private long wholeNumber(String text, long least, long most) throws Rejection {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw wrongType(text);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new Rejection(Rejection.Reason.OUT_OF_RANGE, text + " is out of range for " + kind);
        }
        return number.longValue();
    }

    private double number(String text) throws Rejection {
        if (!NUMBER.matcher(text).matches()) {
            throw wrongType(text);
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new Rejection(Rejection.Reason.OUT_OF_RANGE, text + " is out of range for DOUBLE");
        }
        return number;
    }

    /** A number that the type holds digit for digit: nothing is rounded. */
    private BigDecimal decimal(String text) throws Rejection {
        if (!NUMBER.matcher(text).matches()) {
            throw wrongType(text);
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        if (number.scale() > scale || number.precision() - number.scale() > precision - scale && number.signum() != 0) {
            throw new Rejection(Rejection.Reason.OUT_OF_RANGE, text + " is out of range for " + name());
        }
        return number.setScale(scale);
    }

    private String name() {
        return isDecimal() ? "DECIMAL(" + precision + "," + scale + ")" : kind;
    }

    Rejection wrongType(String text) {
        return new Rejection(Rejection.Reason.WRONG_TYPE, "'" + text + "' is not a valid " + name());
    }
}
