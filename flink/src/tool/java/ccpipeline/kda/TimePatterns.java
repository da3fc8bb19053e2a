package ccpipeline.kda;

import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/**
 * Patterns of times: the service's are those of Java's SimpleDateFormat, Flink's those of DateTimeFormatter, which differ in some
 * letters. AWS: SQL Reference, "Char To Timestamp(Sys)" and "TIMESTAMP_TO_CHAR", "Date and Time Patterns".
 */
final class TimePatterns {
    private static final String SAME = "yMdHhmsaEDKk";

    private TimePatterns() {}

    /** A pattern for printing a time. */
    static String printed(String pattern, SqlNode place) {
        check(pattern, place);
        return pattern;
    }

    /** A pattern for reading a time. */
    static String read(String pattern, SqlNode place, Set<String> notes) {
        check(pattern, place);
        if (pattern.contains("h") && !pattern.contains("a")) {
            notes.add("The hours hh of " + pattern + " have no a (AM or PM) beside them and are read as HH, 0 to 23.");
            return pattern.replace('h', 'H');
        }
        return pattern;
    }

    private static void check(String pattern, SqlNode place) {
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '\'') {
                quoted = !quoted;
            } else if (!quoted && Character.isLetter(letter) && SAME.indexOf(letter) < 0 && !millis(pattern, i)) {
                throw RefusedException.at(place, pattern, "the letter " + letter + " means something else in Flink's patterns, or nothing; leave it out");
            }
        }
    }

    private static boolean millis(String pattern, int at) {
        return pattern.charAt(at) == 'S' && pattern.matches("[^S]*SSS[^S]*");
    }
}
