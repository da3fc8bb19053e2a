package ccpipeline.schema;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/**
 * A path to a value of a JSON record, with the part of JSONPath that Kinesis Data Analytics for SQL had (its Developer Guide,
 * "Working with JSONPath"): {@code $.a.b}, {@code $['a b']}, {@code $.list[2].x}, and {@code [0:]} for all elements of an array.
 */
final class MemberPath implements Serializable {
    private static final long serialVersionUID = 1;

    /** What a path may look like, for messages. */
    static final String FORM = "a path such as $.a.b, $['a b'], $.list[2].x or $.list[0:].x";

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,6})]|\\[(0:)]|\\['([^']+)']|\\[\"([^\"]+)\"]");
    /** The step {@code [0:]}; an enum, since Flink sends a schema in serialized form and a constant must stay the same object. */
    private enum Elements {
        ALL
    }

    /** The record itself. */
    static final MemberPath RECORD = new MemberPath("$", List.of());

    private final String text;
    /** Names of members, indexes of elements, and {@link Elements#ALL}. */
    private final ArrayList<Object> steps;

    private MemberPath(String text, List<Object> steps) {
        this.text = text;
        this.steps = new ArrayList<>(steps);
    }

    /** @throws IllegalArgumentException if the text is no path, or has more than one {@code [0:]}. */
    static MemberPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int end = text.startsWith("$") ? 1 : -1;
        while (end > 0 && end < text.length()) {
            end = step.find(end) && step.start() == end ? step.end() : -1;
            if (end > 0) {
                steps.add(step(step));
            }
        }
        if (end < 0) {
            throw new IllegalArgumentException("'" + text + "' is no path that can be read; give " + FORM);
        }
        if (steps.indexOf(Elements.ALL) != steps.lastIndexOf(Elements.ALL)) {
            throw new IllegalArgumentException("'" + text + "' has more than one [0:]; one array can give the rows");
        }
        return new MemberPath(text, steps);
    }

    private static Object step(Matcher step) {
        if (step.group(2) != null) {
            return Integer.valueOf(step.group(2));
        }
        if (step.group(3) != null) {
            return Elements.ALL;
        }
        return step.group(1) != null ? step.group(1) : step.group(4) != null ? step.group(4) : step.group(5);
    }

    /** A path of one member. */
    static MemberPath ofMember(String name) {
        return new MemberPath("$['" + name + "']", List.of(name));
    }

    boolean isRecord() {
        return steps.isEmpty();
    }

    /** The path to the array whose elements are rows; null if the path has no {@code [0:]} before its end. */
    MemberPath rows() {
        int all = steps.indexOf(Elements.ALL);
        return all < 0 || all == steps.size() - 1
                ? null
                : new MemberPath(text.substring(0, text.indexOf("[0:]") + "[0:]".length()), steps.subList(0, all + 1));
    }

    /** A path that ends in {@code [0:]}, without it. */
    MemberPath array() {
        return new MemberPath(text.substring(0, text.length() - "[0:]".length()), steps.subList(0, steps.size() - 1));
    }

    /** Whether the path ends in {@code [0:]}. */
    boolean isAllElements() {
        return !steps.isEmpty() && steps.get(steps.size() - 1) == Elements.ALL;
    }

    /** The rest of a path that leads through this one; null if it does not. */
    MemberPath rest(MemberPath longer) {
        return longer.steps.size() > steps.size() && longer.steps.subList(0, steps.size()).equals(steps)
                ? new MemberPath(longer.text, longer.steps.subList(steps.size(), longer.steps.size()))
                : null;
    }

    /**
     * Follows the path.
     *
     * @param from where it begins.
     * @param anyCase whether the last member's name may be in another case, if there is none in this one.
     * @return null if there is no value; {@code [0:]} at the end gives the array.
     */
    JsonNode find(JsonNode from, boolean anyCase) {
        JsonNode at = from;
        for (int i = 0; i < steps.size() && at != null; i++) {
            Object step = steps.get(i);
            if (step == Elements.ALL) {
                at = at.isArray() ? at : null;
            } else if (step instanceof Integer) {
                at = at.get((Integer) step);
            } else {
                JsonNode member = at.get((String) step);
                at = member == null && anyCase && i == steps.size() - 1 ? inAnyCase(at, (String) step) : member;
            }
        }
        return at;
    }

    private static JsonNode inAnyCase(JsonNode object, String name) {
        for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberPath && ((MemberPath) other).steps.equals(steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
