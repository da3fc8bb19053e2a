package ccpipeline.source;

import java.io.Serializable;
import java.util.Objects;

/** What wrote a state: the stream, the kind of time, and the queries. It decides how much of the state a restart can use. */
final class StateOrigin implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String COLUMN_TIME = "column:";
    private static final String ARRIVAL_TIME = "arrival:";

    /** Stream and kind of time, as the state has them. */
    private final String clock;
    /** The same for the same queries. */
    private final String queries;

    private StateOrigin(String clock, String queries) {
        this.clock = clock;
        this.queries = queries;
    }

    /**
     * @param ownTime whether windows use a column's time, and not the time of arrival.
     * @param queries a text that is the same for the same queries.
     */
    StateOrigin(boolean ownTime, String stream, String queries) {
        this((ownTime ? COLUMN_TIME : ARRIVAL_TIME) + stream, queries);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text has another form.
     */
    static StateOrigin parse(String text) {
        int blank = text.indexOf(' '); // names of streams have none
        if (blank < 0) {
            throw new IllegalArgumentException("'" + text + "' is not the origin of a state: it has no blank");
        }
        return new StateOrigin(text.substring(0, blank), text.substring(blank + 1));
    }

    /**
     * Whether watermarks of the two can be compared. A column's times mean something else than times of arrival, and each
     * stream has times of its own.
     */
    boolean hasSameClock(StateOrigin other) {
        return clock.equals(other.clock);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateOrigin && hasSameClock((StateOrigin) other) && queries.equals(((StateOrigin) other).queries);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clock, queries);
    }

    /** The form that snapshots have; changing it makes them unreadable. */
    @Override
    public String toString() {
        return clock + " " + queries;
    }
}
