package ccpipeline.kda;

/** An expression of Flink SQL with its type. */
final class Typed {
    /** How tightly an expression's outermost operator binds. */
    static final int OR = 1;

    static final int AND = 2;
    static final int NOT = 3;
    static final int COMPARE = 4;
    static final int ADD = 5;
    static final int MULTIPLY = 6;
    static final int ATOM = 9;

    final String text;
    final KdaType type;
    final int level;
    /** What of the input's clock this is, or null. */
    TimeStep step;
    /** How the columns of a parsed log line are read, or null. */
    LogRecord record;
    /** Whether this is a literal. */
    boolean literal;
    /** Whether a DOUBLE or DECIMAL has no fraction. */
    boolean whole;
    /** Of an interval: milliseconds of its unit. */
    long unitMillis = 1;

    Typed(String text, KdaType type, int level) {
        this.text = text;
        this.type = type;
        this.level = level;
    }

    static Typed atom(String text, KdaType type) {
        return new Typed(text, type, ATOM);
    }

    static Typed literal(String text, KdaType type) {
        Typed typed = atom(text, type);
        typed.literal = true;
        return typed;
    }

    /** A column by its name. */
    static Typed column(String name, KdaType type) {
        return atom(FlinkText.quoted(name), type);
    }

    /** The text as an operand of an operator that binds as tightly as {@code outer}. */
    String in(int outer) {
        return level < outer ? "(" + text + ")" : text;
    }

    /** The same expression as a column of another query. */
    Typed named(String name) {
        Typed column = column(name, type);
        column.step = step;
        column.record = record;
        column.unitMillis = unitMillis;
        return column;
    }
}
