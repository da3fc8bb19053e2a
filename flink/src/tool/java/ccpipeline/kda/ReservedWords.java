package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Parses a statement in which words are names that today's Calcite reserves, as in {@code SELECT STREAM value, time}: where the
 * parser stops at such a word, the word becomes a name that it accepts, of the same length, and has its own name again in the
 * tree.
 */
final class ReservedWords {
    /** Words that make a statement; they are never names. */
    private static final Set<String> STRUCTURE = Set.of(
            "SELECT", "STREAM", "DISTINCT", "ALL", "FROM", "WHERE", "GROUP", "BY", "HAVING", "WINDOW", "ORDER", "UNION", "AS", "ON", "JOIN",
            "AND", "OR", "NOT", "CASE", "WHEN", "THEN", "ELSE", "END", "IN", "IS", "NULL", "LIKE", "SIMILAR", "BETWEEN", "OVER", "PARTITION",
            "INTO", "INSERT", "INTERVAL", "CAST", "CURSOR", "TABLE", "TRUE", "FALSE", "EXISTS", "ESCAPE", "PRECEDING", "FOLLOWING");
    /** Added to a word's first letter: names with such letters are accepted. */
    private static final int SHIFT = 0x4e00;

    private static final int MOST = 60;

    private final SqlParser.Config config;
    private final String sql;
    private final List<Token> tokens;
    private final boolean[] named;

    private ReservedWords(String sql, SqlParser.Config config) {
        this.sql = sql;
        this.config = config;
        this.tokens = Token.of(sql);
        this.named = new boolean[tokens.size()];
    }

    /** Parses a statement. */
    static SqlNode parse(String sql, SqlParser.Config config) throws SqlParseException {
        return new ReservedWords(sql, config).parse();
    }

    private SqlNode parse() throws SqlParseException {
        SqlParseException first = null;
        SqlParseException last = null;
        for (int i = 0; i < MOST; i++) {
            try {
                SqlNode node = SqlParser.create(text(), config).parseStmt();
                restore(node);
                return node;
            } catch (SqlParseException e) {
                first = first == null ? e : first;
                last = e;
                if (!nameAt(e)) {
                    throw last;
                }
            }
        }
        throw first;
    }

    private String text() {
        StringBuilder text = new StringBuilder(sql);
        for (int i = 0; i < named.length; i++) {
            if (named[i]) {
                int at = tokens.get(i).from;
                text.setCharAt(at, (char) (SHIFT + Character.toUpperCase(sql.charAt(at))));
            }
        }
        return text.toString();
    }

    /** Makes a name of the word at which the parser stopped, or of one beside it; false if there is none that helps. */
    private boolean nameAt(SqlParseException stop) {
        int at = tokenAt(stop);
        for (int i : new int[] {at, at + 1, at - 1, at - 2}) {
            if (i < 0 || i >= named.length || !mayBeName(i)) {
                continue;
            }
            named[i] = true;
            if (goesFurther(at)) {
                return true;
            }
            named[i] = false;
        }
        return false;
    }

    private boolean mayBeName(int i) {
        boolean word = tokens.get(i).kind == Token.Kind.WORD && !named[i];
        boolean function = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
        return word && !function && !STRUCTURE.contains(tokens.get(i).name());
    }

    private boolean goesFurther(int stopped) {
        try {
            SqlParser.create(text(), config).parseStmt();
            return true;
        } catch (SqlParseException e) {
            return tokenAt(e) > stopped;
        }
    }

    /** The token that the parser did not expect: the last one of the place that it names. */
    private int tokenAt(SqlParseException stop) {
        SqlParserPos place = stop.getPos();
        if (place == null) {
            return 0;
        }
        int offset = 0;
        for (int line = 1; line < place.getEndLineNum() && offset >= 0; line++) {
            offset = sql.indexOf('\n', offset) + 1;
        }
        offset += place.getEndColumnNum() - 1;
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).from <= offset) {
                at = i;
            }
        }
        return at;
    }

    private void restore(SqlNode node) {
        node.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlIdentifier identifier) {
                List<String> names = new ArrayList<>();
                List<SqlParserPos> places = new ArrayList<>();
                for (int i = 0; i < identifier.names.size(); i++) {
                    names.add(restored(identifier.names.get(i)));
                    places.add(identifier.getComponentParserPosition(i));
                }
                identifier.setNames(names, places);
                return null;
            }
        });
    }

    private String restored(String name) {
        for (int i = 0; i < named.length && !name.isEmpty(); i++) {
            String word = tokens.get(i).text.toUpperCase(Locale.ROOT);
            if (named[i] && name.equals((char) (SHIFT + word.charAt(0)) + word.substring(1))) {
                return word;
            }
        }
        return name;
    }
}
