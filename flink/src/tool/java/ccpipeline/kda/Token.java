package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A token of an application's code, with its place. */
final class Token {
    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED,
        TEXT,
        NUMBER,
        SIGN
    }

    final Kind kind;
    /** As in the code; of a quoted name what is inside. */
    final String text;
    /** Offset of its first character. */
    final int from;
    /** Offset after its last character. */
    final int to;

    private Token(Kind kind, String text, int from, int to) {
        this.kind = kind;
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** Whether this is a keyword or a sign, in any case. */
    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The identifier that this token is: unquoted ones are upper-cased (AWS: SQL Reference, "Identifiers"). */
    String name() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : text;
    }

    /**
     * Splits code into tokens; comments are no tokens.
     *
     * @param code SQL with comments of the forms {@code --}, {@code //} and {@code /* *}{@code /}.
     */
    static List<Token> of(String code) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < code.length()) {
            char first = code.charAt(at);
            int end = commentEnd(code, at);
            if (end > at) {
                at = end;
            } else if (Character.isWhitespace(first) || first == '\uFEFF') {
                at++;
            } else {
                Token token = read(code, at);
                tokens.add(token);
                at = token.to;
            }
        }
        return tokens;
    }

    /** Offset after the comment that begins here; the same offset if none does. */
    static int commentEnd(String code, int at) {
        if (code.startsWith("--", at) || code.startsWith("//", at)) {
            int end = code.indexOf('\n', at);
            return end < 0 ? code.length() : end;
        }
        if (code.startsWith("/*", at)) {
            int end = code.indexOf("*/", at + 2);
            return end < 0 ? code.length() : end + 2;
        }
        return at;
    }

    private static Token read(String code, int at) {
        char first = code.charAt(at);
        if (first == '\'' || first == '"') {
            int end = quoteEnd(code, at, first);
            String inside = code.substring(at + 1, Math.max(at + 1, end - 1)).replace("" + first + first, "" + first);
            return new Token(first == '"' ? Kind.QUOTED : Kind.TEXT, inside, at, end);
        }
        int end = at + 1;
        if (Character.isJavaIdentifierStart(first)) {
            while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
                end++;
            }
            return new Token(Kind.WORD, code.substring(at, end), at, end);
        }
        if (Character.isDigit(first)) {
            while (end < code.length() && (Character.isLetterOrDigit(code.charAt(end)) || code.charAt(end) == '.')) {
                end++;
            }
            return new Token(Kind.NUMBER, code.substring(at, end), at, end);
        }
        return new Token(Kind.SIGN, code.substring(at, end), at, end);
    }

    private static int quoteEnd(String code, int at, char quote) {
        int end = at + 1;
        while (end < code.length()) {
            if (code.charAt(end) == quote) {
                if (end + 1 < code.length() && code.charAt(end + 1) == quote) {
                    end++;
                } else {
                    return end + 1;
                }
            }
            end++;
        }
        return code.length();
    }
}
