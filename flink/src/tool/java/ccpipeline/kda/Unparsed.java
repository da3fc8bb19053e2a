package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the constructs that Calcite's parser does not know, so that they are refused by their name. AWS: SQL Reference, "SELECT
 * statement", "JOIN clause", "Stagger Windows".
 */
final class Unparsed {
    private Unparsed() {}

    static List<Refusal> find(TokenReader in, KnownStreams known) {
        List<Refusal> found = new ArrayList<>();
        List<Token> tokens = in.rest();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("STAGGER") || token.is("WINDOWED") && !next(tokens, i + 1, "BY", "STAGGER")) {
                found.addAll(in.refuse(token, "STAGGER", Advice.of("STAGGER"), "stagger-window").refusals);
            } else if (IntervalLiterals.isUnknownUnit(tokens, i)) {
                found.addAll(in.refuse(token, "INTERVAL", token.name() + " is no unit of time; take SECOND, MINUTE, HOUR or DAY").refusals);
            } else if (token.is("JOIN")) {
                found.addAll(in.refuse(token, "JOIN", known.adviceOfJoin(), known.exampleOfJoin()).refusals);
            }
        }
        return found;
    }

    /** The functions without an equal: where anything is refused, all of them are named at once, in whatever pump they are. */
    static List<Refusal> functions(TokenReader in) {
        List<Refusal> found = new ArrayList<>();
        for (Token token : in.rest()) {
            if (token.kind == Token.Kind.WORD && Advice.isRefusedFunction(token.name())) {
                found.addAll(in.refuse(token, token.name(), Advice.of(token.name()), Advice.example(token.name())).refusals);
            }
        }
        return found;
    }

    private static boolean next(List<Token> tokens, int from, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (from + i >= tokens.size() || !tokens.get(from + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }
}
