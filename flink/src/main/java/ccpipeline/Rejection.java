package ccpipeline;

/** Why a record is not counted; it is kept in the error prefix with this. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    /** The kinds of rejected records, as the error prefix and the metrics name them. */
    enum Reason {
        /** Its bytes are no UTF-8. */
        BAD_UTF8("badUtf8"),
        /** Its text is no JSON. */
        BAD_JSON("badJson"),
        /** It is JSON, and not an object. */
        NOT_AN_OBJECT("notAnObject"),
        /** It lacks a column's member. */
        MISSING_COLUMN("missingColumn"),
        /** A value does not read as its column's type. */
        WRONG_TYPE("wrongType"),
        /** A number does not fit into its column's type. */
        OUT_OF_RANGE("outOfRange"),
        /** A time does not have its column's pattern. */
        WRONG_TIME("wrongTime"),
        /** A text is longer than its column. */
        TOO_LONG("tooLong"),
        /** Its time is earlier than the watermark, so its window may have been closed. */
        LATE("late");

        final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    final Reason reason;

    Rejection(Reason reason, String detail) {
        super(detail, null, false, false); // one a record: a stack trace would tell nothing
        this.reason = reason;
    }

    /** The same, with the column that it is about. */
    Rejection in(String column) {
        return new Rejection(reason, "column " + column + ": " + getMessage());
    }
}
