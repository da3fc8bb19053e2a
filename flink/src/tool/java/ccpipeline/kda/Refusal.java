package ccpipeline.kda;

/** A construct that is not carried over: where it is in the application's code, what is wrong, and what to do instead. */
final class Refusal {
    /** Of a construct for which nothing more exact is known. */
    static final String UNTRANSLATED = "this cannot be translated; write it in another form, or by hand in Flink SQL";

    /** From 1; 0 where the reason is not in the code. */
    final int line;
    /** From 1; 0 where the reason is not in the code. */
    final int column;

    final String construct;
    final String message;
    /** A folder of sql/legacy that shows the replacement, or null. */
    final String seeAlso;

    Refusal(int line, int column, String construct, String message, String seeAlso) {
        this.line = line;
        this.column = column;
        this.construct = construct;
        this.message = message;
        this.seeAlso = seeAlso;
    }

    String key() {
        return line + ":" + column + ":" + construct + ":" + message;
    }
}
