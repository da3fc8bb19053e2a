package ccpipeline.kda;

/** What the SQL says about the type of an input column of which nothing else is known. */
final class Evidence {
    /** The type without any evidence, text. */
    static final int NONE = 0;
    /** A conversion or a function that takes other types, too. */
    static final int HINT = 1;
    /** A comparison with a literal, or an argument of a function. */
    static final int USE = 2;
    /** A calculation, an aggregate of numbers, or a time's step. */
    static final int CALCULATION = 3;
    /** The value goes into a stream's column, through a calculation or an aggregate. */
    static final int INDIRECT = 4;
    /** The value goes into a stream's column as it is. */
    static final int DIRECT = 5;

    /** Whether it is written in quotes, so that its case is known. */
    final boolean quoted;

    private KdaType type = KdaType.TEXT;
    private int strength = NONE;

    Evidence(boolean quoted) {
        this.quoted = quoted;
    }

    void add(KdaType seen, int weight) {
        if (seen == null || seen.kind == KdaType.Kind.NULL || seen.kind == KdaType.Kind.RECORD || seen.kind == KdaType.Kind.INTERVAL) {
            return;
        }
        KdaType wider = weight == strength ? Types.wider(type, seen) : null;
        if (weight > strength) {
            type = seen;
            strength = weight;
        } else if (wider != null) {
            type = wider;
        }
    }

    /** The type that fits what was seen best. */
    KdaType type() {
        return type;
    }
}
