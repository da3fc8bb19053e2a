import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Answers what java.util.regex does, a line for a line: PATTERN TEXT, in base64, gives what matches() and its groups, lookingAt()
 * and split() are, and "refused" where the pattern does not compile. "decode BYTES" gives the bytes as Java reads UTF-8.
 */
final class JavaRegex {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        StringBuilder out = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            out.append(words[0].equals("decode") ? encoded(text(words[1])) : answer(text(words[0]), text(words[1])));
            out.append('\n');
        }
        System.out.print(out);
    }

    private static String answer(String pattern, String text) {
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            return "refused";
        }
        Matcher matcher = compiled.matcher(text);
        StringJoiner groups = new StringJoiner(",");
        groups.add(Boolean.toString(matcher.matches()));
        for (int i = 1; matcher.matches() && i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i) == null ? "-" : encoded(matcher.group(i)));
        }
        StringJoiner parts = new StringJoiner(",");
        for (String part : text.split(pattern)) {
            parts.add(encoded(part));
        }
        return groups + " " + compiled.matcher(text).lookingAt() + " " + parts;
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return "=" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
