package ccpipeline.kda;

/** How the columns of a parsed log line are read: the record of REGEX_LOG_PARSE and its kind. */
interface LogRecord {
    /**
     * A column of the record.
     *
     * @param text the line, as an expression.
     * @return null if the record has no such column.
     */
    Typed column(String text, String name);
}
