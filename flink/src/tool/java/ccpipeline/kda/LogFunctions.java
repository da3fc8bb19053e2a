package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.sql.SqlCall;

/** Functions that parse a line into columns. AWS: SQL Reference, "Log Parsing Functions". */
final class LogFunctions {
    private static final Pattern NUMBERED = Pattern.compile("COLUMN(\\d+)");
    /** An escaped letter, a class, the head of a group, or a quantifier that is greedy. */
    private static final Pattern QUANTIFIER = Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*\\]|\\(\\?|([*+?]|\\{\\d+,\\d*\\})(?![?+])|[*+?}][?+]");
    private static final Map<String, String> W3C = Map.of(
            "COMMON", "^(\\S+) (\\S+) (\\S+) \\[([^\\]]*)\\] \"([^\"]*)\" (\\d+) (\\S+)",
            "COMBINED", "^(\\S+) (\\S+) (\\S+) \\[([^\\]]*)\\] \"([^\"]*)\" (\\d+) (\\S+) \"([^\"]*)\" \"([^\"]*)\"");

    /** A column of FIXED_COLUMN_LOG_PARSE that is text: its type's length is the column's unless FOR says another. */
    private static final Pattern FIXED_COLUMN = Pattern.compile(
            "(?i)(?<name>\\w+|\"[^\"]+\")\\s+TYPE\\s+(?:VARCHAR|CHAR)\\s*\\(\\s*(?<length>\\d+)\\s*\\)(?:\\s+NOT\\s+NULL)?\\s+START\\s+(?<start>\\d+)(?:\\s+FOR\\s+(?<for>\\d+))?");
    /** The same in short: its name, start and length. */
    private static final Pattern SHORT_COLUMN = Pattern.compile("^(\\S+)\\s+(\\d+)\\s+(\\d+)$");
    /** A comma outside of a type's parentheses. */
    private static final Pattern FIXED_SEPARATOR = Pattern.compile(",(?![^()]*\\))");

    private LogFunctions() {}

    static Typed regex(SqlCall call, List<Typed> arguments, Context context) {
        if (call.operandCount() > 2) {
            throw RefusedException.at(call, call.getOperator().getName(), "only the form with a text and a pattern is carried over", "regex-log-parse");
        }
        Functions.count(call, 2, 2);
        String pattern = Texts.constant(call, 1);
        boolean fast = call.getOperator().getName().toUpperCase().startsWith("FAST");
        return groups(call, "^(?:" + (fast ? lazy(pattern) : pattern) + ")$", context);
    }

    /** The pattern with quantifiers that take as little as they can, as the fast parser does. */
    private static String lazy(String pattern) {
        return QUANTIFIER.matcher(pattern).replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? found.group() : found.group(1) + "?"));
    }

    static Typed w3c(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        String format = Texts.constant(call, 1).toUpperCase();
        if (!W3C.containsKey(format)) {
            throw RefusedException.at(call, "W3C_LOG_PARSE " + format, "the formats COMMON and COMBINED are carried over", "w3c-log-parse");
        }
        context.notes.add("W3C_LOG_PARSE: COLUMN4, the time, comes without its brackets, and texts without their quotation marks.");
        return groups(call, W3C.get(format), context);
    }

    private static Typed groups(SqlCall call, String pattern, Context context) {
        int groups;
        try {
            groups = Pattern.compile(pattern).matcher("").groupCount();
        } catch (PatternSyntaxException e) {
            throw RefusedException.at(call, call.getOperator().getName(), "its pattern is no regular expression: " + e.getDescription());
        }
        return record(call, context, (text, name) -> {
            Matcher number = NUMBERED.matcher(name);
            int group = number.matches() ? Integer.parseInt(number.group(1)) : 0;
            return group < 1 || group > groups ? null : Typed.atom("REGEXP_EXTRACT(" + text + ", " + FlinkText.text(pattern) + ", " + group + ")", KdaType.TEXT);
        });
    }

    static Typed variable(SqlCall call, List<Typed> arguments, Context context) {
        if (call.operandCount() != 3) {
            throw RefusedException.at(call, call.getOperator().getName(), "only the form with columns and a delimiter is carried over", "variable-column-log-parse");
        }
        List<String> names = names(Texts.constant(call, 1));
        String delimiter = Texts.constant(call, 2);
        return record(call, context, (text, name) -> {
            int index = indexOf(names, name);
            return index < 0 ? null : Typed.atom("SPLIT_INDEX(" + text + ", " + FlinkText.text(delimiter) + ", " + index + ")", KdaType.TEXT);
        });
    }

    static Typed fixed(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        List<Matcher> columns = new ArrayList<>();
        for (String column : FIXED_SEPARATOR.split(Texts.constant(call, 1))) {
            Matcher parts = FIXED_COLUMN.matcher(SHORT_COLUMN.matcher(column.trim()).replaceFirst("$1 TYPE VARCHAR($3) START $2"));
            if (!parts.matches()) {
                throw RefusedException.at(call, "FIXED_COLUMN_LOG_PARSE", "a column is carried over as text with a start and a length, as in code TYPE VARCHAR(3) START 0", "fixed-column-log-parse");
            }
            columns.add(parts);
        }
        return record(call, context, (text, name) -> columns.stream()
                .filter(column -> column.group("name").replace("\"", "").equalsIgnoreCase(name))
                .findFirst()
                .map(column -> fixedColumn(text, column))
                .orElse(null));
    }

    private static Typed fixedColumn(String text, Matcher column) {
        String length = column.group("for") == null ? column.group("length") : column.group("for");
        int start = 1 + Integer.parseInt(column.group("start"));
        return Typed.atom("SUBSTRING(" + text + ", " + start + ", " + length + ")", KdaType.TEXT);
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String name : list.split(",")) {
            names.add(name.trim());
        }
        return names;
    }

    private static int indexOf(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).replace("\"", "").split("\\s+")[0].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Typed record(SqlCall call, Context context, LogRecord columns) {
        Typed text = Comparisons.text(call.operand(0), context);
        Typed record = new Typed(text.text, KdaType.RECORD, text.level);
        record.record = columns;
        return record;
    }
}
