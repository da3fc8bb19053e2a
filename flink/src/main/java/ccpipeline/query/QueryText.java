package ccpipeline.query;

import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a query with its placeholders. */
final class QueryText {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");
    /** Properties go into the query's text, so only values that cannot change its meaning are allowed. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]+");

    private QueryText() {}

    /**
     * Replaces a query's placeholders and removes comments that fill a line.
     *
     * @param text the .sql file: one SELECT, with or without a closing semicolon; {@code ${name}} is a placeholder.
     * @param values the placeholders' values by name.
     * @return the SELECT for the planner, with the line numbers of the text.
     * @throws IllegalArgumentException if a placeholder has no value, or a value with other characters than letters, digits,
     *     underscore, dot and hyphen.
     */
    static String fill(String text, Properties values) {
        Matcher matcher = PLACEHOLDER.matcher(text.replaceAll("(?m)^\\s*--.*$", "").replaceAll(";\\s*$", ""));
        StringBuilder sql = new StringBuilder();
        while (matcher.find()) {
            String value = values.getProperty(matcher.group(1));
            if (value == null || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("placeholder " + matcher.group() + ": the property '" + matcher.group(1)
                        + "' is " + (value == null ? "missing" : "'" + value + "'")
                        + "; give a value of letters, digits, '_', '.' and '-'");
            }
            matcher.appendReplacement(sql, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(sql).toString().stripTrailing();
    }
}
