package ccpipeline;

import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a query and what it is filled with. */
final class Query {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");
    /** Properties go into the query's text, so only what cannot change its meaning is taken. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]+");

    private Query() {}

    /**
     * Fills a query's placeholders.
     *
     * @param text the .sql file: one SELECT, with or without a closing semicolon; {@code ${name}} is a placeholder.
     * @param properties the property group that the placeholders name keys of.
     * @return the SELECT, ready for the planner, on the same lines as in the text.
     * @throws IllegalArgumentException where a placeholder has no property, or one with other characters than letters,
     *     digits, underscore, dot and hyphen.
     */
    static String filled(String text, Properties properties) {
        Matcher matcher = PLACEHOLDER.matcher(text.replaceAll("(?m)^\\s*--.*$", "").replaceAll(";\\s*$", ""));
        StringBuilder sql = new StringBuilder();
        while (matcher.find()) {
            String value = properties.getProperty(matcher.group(1));
            if (value == null || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("the query's placeholder " + matcher.group() + " needs a property '"
                        + matcher.group(1) + "' of letters, digits, '_', '.' and '-'; it is " + value);
            }
            matcher.appendReplacement(sql, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(sql).toString().stripTrailing();
    }
}
