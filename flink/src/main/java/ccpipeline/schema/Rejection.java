package ccpipeline.schema;

/** Why a record is not counted. It is kept with its record under the error prefix. */
public final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    /** The kinds of rejected records, as the error prefix and the metrics name them. */
    public enum Reason {
        /** Its bytes are not UTF-8. */
        BAD_UTF8("badUtf8"),
        /** Its text is not JSON. */
        BAD_JSON("badJson"),
        /** Its text is not CSV. */
        BAD_CSV("badCsv"),
        /** It is JSON, but not an object. */
        NOT_AN_OBJECT("notAnObject"),
        /** It has no member for a column. */
        MISSING_COLUMN("missingColumn"),
        /** A value does not read as its column's type. */
        WRONG_TYPE("wrongType"),
        /** A number is out of range for its column's type. */
        OUT_OF_RANGE("outOfRange"),
        /** A time does not match its column's pattern. */
        WRONG_TIME("wrongTime"),
        /** A string is longer than its column. */
        TOO_LONG("tooLong"),
        /** Its time is earlier than the watermark, so its window may be closed. */
        LATE("late");

        /** Its name in the error prefix and in metrics. */
        public final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    public final Reason reason;

    public Rejection(Reason reason, String detail) {
        super(detail, null, false, false); // no stack trace: there may be one per record, and it would say nothing
        this.reason = reason;
    }

    /** The same rejection, with the name of its column. */
    Rejection inColumn(String column) {
        return new Rejection(reason, "column " + column + ": " + getMessage());
    }

    /** The same rejection, with the number of its row in the record, from 0 as in ROW_INDEX. */
    Rejection inRow(int index) {
        return new Rejection(reason, "row " + index + ": " + getMessage());
    }
}
