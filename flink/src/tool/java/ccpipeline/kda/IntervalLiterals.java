package ccpipeline.kda;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Finds literals of intervals that have no value: Calcite's parser takes any text. AWS: SQL Reference, "Date, Timestamp, and Interval Operators". */
final class IntervalLiterals extends SqlBasicVisitor<Void> {
    private static final Set<String> UNITS = Set.of("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR");

    private final List<Refusal> refusals = new ArrayList<>();

    private IntervalLiterals() {}

    /** Refuses the wrong ones of a statement, all at once. */
    static void check(SqlNode statement) {
        IntervalLiterals found = new IntervalLiterals();
        statement.accept(found);
        if (!found.refusals.isEmpty()) {
            throw new RefusedException(found.refusals);
        }
    }

    @Override
    public Void visit(SqlLiteral literal) {
        if (literal instanceof SqlIntervalLiteral) {
            try {
                literal.getValueAs(BigDecimal.class);
            } catch (RuntimeException e) {
                SqlIntervalLiteral.IntervalValue value = (SqlIntervalLiteral.IntervalValue) literal.getValue();
                String message = "'" + value.getIntervalLiteral() + "' is no length of time in " + value.getIntervalQualifier() + "; write a number, as INTERVAL '5' MINUTE";
                refusals.addAll(RefusedException.at(literal, "INTERVAL", message).refusals);
            }
        }
        return null;
    }

    /** Whether {@code INTERVAL 'n' WORD} has a word that is no unit; {@code i} is the place of the word. */
    static boolean isUnknownUnit(List<Token> tokens, int i) {
        boolean unit = i > 1 && tokens.get(i).kind == Token.Kind.WORD && tokens.get(i - 2).is("INTERVAL") && tokens.get(i - 1).kind == Token.Kind.TEXT;
        return unit && !UNITS.contains(tokens.get(i).name().replaceAll("S$", ""));
    }
}
