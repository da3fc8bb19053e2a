package ccpipeline.kda;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of the service and its equal in Flink and in a schema file. AWS: Amazon Kinesis Data Analytics SQL Reference, "Data
 * Types".
 */
final class KdaType {
    /** What values a type has; the order of the numbers is that of their width. */
    enum Kind {
        INTEGER,
        BIGINT,
        DECIMAL,
        DOUBLE,
        TEXT,
        BOOLEAN,
        TIMESTAMP,
        DATE,
        TIME,
        /** A length of time; {@link Typed#text} is then a number of milliseconds. */
        INTERVAL,
        /** The columns of a parsed log line. */
        RECORD,
        NULL
    }

    static final KdaType INTEGER = new KdaType(Kind.INTEGER, 0, 0);
    static final KdaType BIGINT = new KdaType(Kind.BIGINT, 0, 0);
    static final KdaType DOUBLE = new KdaType(Kind.DOUBLE, 0, 0);
    static final KdaType TEXT = new KdaType(Kind.TEXT, 0, 0);
    static final KdaType BOOLEAN = new KdaType(Kind.BOOLEAN, 0, 0);
    static final KdaType TIMESTAMP = new KdaType(Kind.TIMESTAMP, 0, 0);
    static final KdaType DATE = new KdaType(Kind.DATE, 0, 0);
    static final KdaType TIME = new KdaType(Kind.TIME, 0, 0);
    static final KdaType INTERVAL = new KdaType(Kind.INTERVAL, 0, 0);
    static final KdaType RECORD = new KdaType(Kind.RECORD, 0, 0);
    static final KdaType NULL = new KdaType(Kind.NULL, 0, 0);

    /** The precision of a DECIMAL without one (AWS: "Numeric Types and Precision"). */
    private static final int DEFAULT_PRECISION = 18;

    private static final Pattern FORM =
            Pattern.compile("([A-Z]+(?: PRECISION| VARYING)?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?.*", Pattern.DOTALL);

    final Kind kind;
    /** Most characters of a text, 0 without limit; or the digits of a DECIMAL. */
    final int precision;

    final int scale;

    private KdaType(Kind kind, int precision, int scale) {
        this.kind = kind;
        this.precision = precision;
        this.scale = scale;
    }

    static KdaType text(int length) {
        return new KdaType(Kind.TEXT, length, 0);
    }

    static KdaType decimal(int precision, int scale) {
        return new KdaType(Kind.DECIMAL, Math.min(38, precision), Math.min(scale, Math.min(38, precision)));
    }

    /**
     * Reads a type's name in the service's SQL.
     *
     * @return null for a type that a result or an input column cannot have here.
     */
    static KdaType parse(String sqlType) {
        Matcher form = FORM.matcher(sqlType.trim().toUpperCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (!form.matches()) {
            return null;
        }
        int first = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        int second = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        switch (form.group(1)) {
            case "INTEGER":
            case "INT":
            case "SMALLINT":
            case "TINYINT":
                return INTEGER;
            case "BIGINT":
                return BIGINT;
            case "REAL":
            case "FLOAT":
            case "DOUBLE":
            case "DOUBLE PRECISION":
                return DOUBLE;
            case "DECIMAL":
            case "DEC":
            case "NUMERIC":
                return first > 38 ? null : decimal(first == 0 ? DEFAULT_PRECISION : first, second);
            case "VARCHAR":
            case "CHAR":
            case "CHARACTER":
            case "CHARACTER VARYING":
            case "CHAR VARYING":
                return text(first == 0 && form.group(1).equals("CHAR") ? 1 : first);
            case "BOOLEAN":
                return BOOLEAN;
            case "TIMESTAMP":
                return TIMESTAMP;
            case "DATE":
                return DATE;
            case "TIME":
                return TIME;
            default:
                return null;
        }
    }

    boolean isNumber() {
        return kind.ordinal() <= Kind.DOUBLE.ordinal();
    }

    boolean isExact() {
        return kind.ordinal() <= Kind.DECIMAL.ordinal();
    }

    boolean isWhole() {
        return kind == Kind.INTEGER || kind == Kind.BIGINT;
    }

    boolean isTime() {
        return kind == Kind.TIMESTAMP || kind == Kind.DATE || kind == Kind.TIME;
    }

    /** The type's name among the results of a schema file. */
    String resultName() {
        switch (kind) {
            case DECIMAL:
                return flinkName();
            case INTEGER:
            case BIGINT:
            case DOUBLE:
            case BOOLEAN:
            case TIMESTAMP:
                return kind.name();
            default:
                return "STRING";
        }
    }

    /** The type's name among the columns of a schema file: dates and times of day are read as text. */
    String columnName() {
        return kind == Kind.TEXT && precision > 0 ? "VARCHAR(" + precision + ")" : resultName();
    }

    /** The type's name in Flink SQL. */
    String flinkName() {
        switch (kind) {
            case DECIMAL:
                return "DECIMAL(" + precision + ", " + scale + ")";
            case TEXT:
                return precision > 0 ? "VARCHAR(" + precision + ")" : "STRING";
            case TIMESTAMP:
                return "TIMESTAMP(3)";
            case NULL:
            case RECORD:
                return "STRING";
            case INTERVAL:
                return "BIGINT";
            default:
                return kind.name();
        }
    }

    /** Digits before the point, where the type is an exact number. */
    int wholeDigits() {
        return kind == Kind.INTEGER ? 10 : kind == Kind.BIGINT ? 19 : precision - scale;
    }

    /** The DECIMAL that holds every value of this exact number. */
    KdaType asDecimal() {
        return kind == Kind.DECIMAL ? this : decimal(wholeDigits(), 0);
    }

    /** Whether a CAST to another type keeps different values different. */
    boolean keepsApart(KdaType to) {
        if (equals(to) || kind == Kind.NULL) {
            return true;
        }
        if (to.kind == Kind.TEXT) {
            return kind == Kind.TEXT ? to.precision == 0 || precision > 0 && precision <= to.precision : to.precision == 0 || to.precision >= textLength();
        }
        if (isExact() && to.isExact()) {
            return to.wholeDigits() >= wholeDigits() && to.scale >= scale;
        }
        return kind == Kind.INTEGER && to.kind == Kind.DOUBLE;
    }

    private int textLength() {
        switch (kind) {
            case INTEGER:
                return 11;
            case BIGINT:
                return 20;
            case BOOLEAN:
                return 5;
            case TIMESTAMP:
                return 23;
            case DECIMAL:
                return precision + 2;
            default:
                return 25;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KdaType
                && ((KdaType) other).kind == kind
                && ((KdaType) other).precision == precision
                && ((KdaType) other).scale == scale;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, precision, scale);
    }

    @Override
    public String toString() {
        return kind == Kind.TEXT && precision == 0 ? "VARCHAR" : kind == Kind.TEXT ? "VARCHAR(" + precision + ")" : kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.name();
    }
}
