package ccpipeline.rowkey;

/**
 * A value that each row of some relation has: a column of a record, a window, an expression. Columns that pass a value on, or
 * convert it so that it can be converted back, are the same atom.
 */
final class Atom {
    /** For a message, such as {@code column `to`}. */
    private final String text;
    private boolean isGrouped;
    private boolean isRank;
    private final int maxLength;

    Atom(String text) {
        this(text, Integer.MAX_VALUE);
    }

    /** @param maxLength characters that a text has at most. */
    Atom(String text, int maxLength) {
        this.text = text;
        this.maxLength = maxLength;
    }

    int maxLength() {
        return maxLength;
    }

    /** Notes that it numbers rows from 1. */
    void rank() {
        isRank = true;
    }

    boolean isRank() {
        return isRank;
    }

    /** Notes that rows are grouped by it. */
    void group() {
        isGrouped = true;
    }

    @Override
    public String toString() {
        return isGrouped && (text.startsWith("column ") || text.startsWith("expression ")) ? "grouped " + text : text;
    }
}
