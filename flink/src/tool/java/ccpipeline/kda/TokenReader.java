package ccpipeline.kda;

import java.util.List;

/** Reads the tokens of one statement. */
final class TokenReader {
    private final String code;
    private final List<Token> tokens;
    private int next;

    TokenReader(String code, List<Token> tokens) {
        this.code = code;
        this.tokens = tokens;
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    /** The next token, or the last one at the end of the statement. */
    Token peek() {
        return tokens.get(Math.min(next, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        next++;
        return token;
    }

    /** The tokens that are not read yet. */
    List<Token> rest() {
        return tokens.subList(Math.min(next, tokens.size()), tokens.size());
    }

    boolean at(String word) {
        return !atEnd() && peek().is(word);
    }

    /** Reads the words if all of them are next. */
    boolean skip(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (next + i >= tokens.size() || !tokens.get(next + i).is(words[i])) {
                return false;
            }
        }
        next += words.length;
        return true;
    }

    void expect(String word) {
        if (!skip(word)) {
            throw refuse(atEnd() ? "end of the statement" : text(), "'" + word + "' is expected here");
        }
    }

    /** Reads a name, the last part of one with dots. */
    String name(String what) {
        if (atEnd() || !peek().isName()) {
            throw refuse(atEnd() ? "end of the statement" : text(), what + " is expected here");
        }
        String name = next().name();
        while (at(".") && next + 1 < tokens.size()) {
            next();
            name = next().name();
        }
        return name;
    }

    /** Reads a column's type up to the next comma or the closing parenthesis, without NOT NULL. */
    String type() {
        StringBuilder type = new StringBuilder();
        int depth = 0;
        while (!atEnd() && (depth > 0 || !at(",") && !at(")"))) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            type.append(type.length() > 0 && token.kind == Token.Kind.WORD ? " " : "").append(token.text);
        }
        return type.toString().replaceAll("(?i)\\s*(NOT )?NULL$", "");
    }

    String text() {
        return peek().text;
    }

    /**
     * The rest of the statement for Calcite's parser: with the places that it has in the code, and with {@code STEP(x BY y)} as
     * {@code STEP(x, y)}.
     */
    String sql() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < peek().from; i++) {
            sql.append(code.charAt(i) == '\n' ? '\n' : ' ');
        }
        int at = peek().from;
        int[] steps = new int[1 + tokens.size()];
        int depth = 0;
        for (Token token : rest()) {
            sql.append(blank(code.substring(at, token.from)));
            String text = code.substring(token.from, token.to);
            if (token.is("(")) {
                depth++;
                steps[depth] = isStep(token) ? depth : 0;
            } else if (token.is(")")) {
                depth = Math.max(0, depth - 1);
            } else if (token.is("BY") && steps[depth] > 0) {
                text = ", ";
                steps[depth] = 0;
            }
            sql.append(text);
            at = token.to;
        }
        return sql.toString();
    }

    private boolean isStep(Token open) {
        int at = tokens.indexOf(open);
        return at > 0 && tokens.get(at - 1).is("STEP");
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }

    Refusal place(String construct) {
        return refuse(construct, "").refusals.get(0);
    }

    /** A refusal at the next token. */
    RefusedException refuse(String construct, String message) {
        return refuse(peek(), construct, message);
    }

    RefusedException refuse(Token at, String construct, String message) {
        return refuse(at, construct, message, null);
    }

    RefusedException refuse(Token at, String construct, String message, String seeAlso) {
        String before = code.substring(0, at.from);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new RefusedException(List.of(new Refusal(line, at.from - before.lastIndexOf('\n'), construct, message, seeAlso)));
    }
}
