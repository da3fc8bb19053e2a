package ccpipeline.kda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which of the names that a join reads are streams; one that is neither the input nor created is a reference table. */
final class KnownStreams {
    private static final Set<String> BEFORE_A_NAME = Set.of("FROM", "JOIN");

    private final boolean ofTable;

    /**
     * @param inputs the input's streams; empty where they are not known.
     * @param created the streams that the application creates.
     * @param read the names that the join reads, in their order.
     */
    KnownStreams(Collection<String> inputs, Collection<String> created, Collection<String> read) {
        List<String> external = new ArrayList<>(read);
        external.removeAll(created);
        external.removeAll(inputs);
        if (inputs.isEmpty() && !external.isEmpty()) {
            String input = external.stream().filter(name -> name.startsWith("SOURCE_SQL_STREAM")).findFirst().orElse(external.get(0));
            boolean createdToo = read.stream().anyMatch(created::contains);
            if (input.startsWith("SOURCE_SQL_STREAM") || !createdToo) {
                external.removeIf(input::equals);
            }
        }
        ofTable = !external.isEmpty();
    }

    /** The names that stand after FROM, JOIN and the commas of FROM. */
    static List<String> read(List<Token> tokens) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (BEFORE_A_NAME.stream().anyMatch(tokens.get(i)::is) && tokens.get(i + 1).isName()) {
                int last = i + 1;
                while (last + 2 < tokens.size() && tokens.get(last + 1).is(".") && tokens.get(last + 2).isName()) {
                    last += 2;
                }
                names.add(tokens.get(last).name());
            }
        }
        return names;
    }

    String adviceOfJoin() {
        return ofTable ? "a reference table is carried over by hand, as a MAP in the query" : Advice.of("JOIN");
    }

    String exampleOfJoin() {
        return ofTable ? "reference-data" : "stream-join";
    }
}
