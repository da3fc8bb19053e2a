package ccpipeline.schema;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** How a column's times are written: a pattern of java.time's DateTimeFormatter, and the zone of times without one. */
final class TimePattern implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String DAY = "yyyy-MM-dd";
    /**
     * T or a blank, then 23:59:50; fraction and zone are optional. S and X are java.time's letters for a fraction of the second
     * and for the offset of a zone. Each length of these has an optional part of its own, because java.time reads exactly as
     * many digits as there are letters.
     */
    private static final String TIME = "['T'][' ']HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][XXX][XX][X]";
    private static final String ISO = DAY + TIME;
    /**
     * As {@link #ISO}, or a day alone: "1992-02-14" and "1992-02-14 18:35:44.0" are the forms that the guide of Kinesis Data
     * Analytics for SQL names among others ("Mapping Streaming Source Elements to SQL Input Columns").
     */
    private static final String SERVICE = DAY + "[" + TIME + "]";

    private final String pattern;
    private final boolean asService;
    private final String zone;
    private transient DateTimeFormatter formatter;

    /**
     * @param pattern null for ISO 8601 and for milliseconds since 1970.
     * @param zone such as {@code Europe/Berlin}; null for UTC.
     * @param asService whether a column without a pattern has the times of Kinesis Data Analytics for SQL: ISO 8601 or a day, and no
     *     milliseconds.
     * @throws IllegalArgumentException if one of them cannot be read.
     */
    TimePattern(String pattern, String zone, boolean asService) {
        this.pattern = pattern;
        this.asService = asService;
        this.zone = zone == null ? "UTC" : zone;
        try {
            formatter();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone '" + zone + "': " + e.getMessage(), e);
        }
    }

    private DateTimeFormatter formatter() {
        if (formatter == null) {
            formatter = new DateTimeFormatterBuilder()
                    .appendPattern(pattern != null ? pattern : asService ? SERVICE : ISO)
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneId.of(zone));
        }
        return formatter;
    }

    /** Whether the column has no pattern of its own. */
    boolean isDefault() {
        return pattern == null;
    }

    /** @throws Rejection if the text does not match the pattern. */
    Instant parse(String text) throws Rejection {
        if (pattern == null && !asService && text.matches("\\d{12,14}")) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        try {
            return Instant.from(formatter().parse(text));
        } catch (DateTimeException e) {
            String form = pattern == null ? "ISO 8601" : pattern;
            throw new Rejection(Rejection.Reason.WRONG_TIME, "'" + text + "' does not match the time pattern " + form);
        }
    }
}
