package ccpipeline.diff;

import ccpipeline.query.PlannedWindow.Kind;
import ccpipeline.source.Restart;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What happens to one query when the changed application starts from the former one's snapshot. */
final class QueryChange {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlannedApplication before;
    private final PlannedApplication after;
    /** Null where it is added. */
    private final PlannedQuery old;
    private final PlannedQuery now;
    /** The input whose snapshot its source restores; null for none. */
    private final InputFacts restored;

    QueryChange(PlannedApplication before, PlannedApplication after, PlannedQuery now) {
        this.before = before;
        this.after = after;
        this.now = now;
        this.old = before.queries.get(now.query.name);
        this.restored = now.input.number < before.inputs.size() ? before.inputs.get(now.input.number) : null;
    }

    private InputFacts input() {
        return after.inputs.get(now.input.number);
    }

    /**
     * The source's own decision; a source of which the snapshot has nothing begins at initial.position, which the
     * program sets to the oldest record.
     */
    private Restart.From from() {
        return restored == null ? Restart.From.OLDEST : Restart.between(restored.settings, input().settings).from;
    }

    private long backMillis() {
        return restored == null ? 0 : Restart.between(restored.settings, input().settings).backMillis;
    }

    private boolean keepsState() {
        return old != null && old.keyedOperators.keySet().stream().allMatch(after.operators::has);
    }

    /** Whether the first results after the start are those of all records. */
    private boolean isComplete() {
        if (from() == Restart.From.SNAPSHOT) {
            return keepsState(); // Flink's ids follow from all inputs of the job: another one can move them
        }
        if (from() == Restart.From.OLDEST || old == null) {
            return true; // nothing is missing, or nothing was there
        }
        boolean hasSession = now.plan.windows().stream().anyMatch(window -> window.kind == Kind.SESSION);
        return !now.hasHistory() && !hasSession;
    }

    /** Whether results are delivered that were delivered before. */
    private boolean deliversAgain() {
        if (old == null || from() == Restart.From.SNAPSHOT) {
            return false;
        }
        if (from() == Restart.From.OLDEST) {
            return true;
        }
        boolean gaveRows = old.window() == null;
        return now.isPerRecord() && gaveRows || watermarkShift() < 0;
    }

    /**
     * Milliseconds by which the restored watermark is ahead of the one that this query had reached: its windows in between are
     * taken for delivered. Negative where it is behind, and windows are delivered again.
     */
    private long watermarkShift() {
        if (old == null || restored == null || from() != Restart.From.OPEN_WINDOWS) {
            return 0;
        }
        return before.inputs.get(old.input.number).settings.allowanceMillis - restored.settings.allowanceMillis;
    }

    /** Whether the restored watermark is one of another column's time. */
    private boolean comparesOtherTimes() {
        return from() == Restart.From.OPEN_WINDOWS && !restored.timeColumn.equals(input().timeColumn);
    }

    private long uncountedMillis() {
        if (old == null || from() != Restart.From.OPEN_WINDOWS) {
            return 0;
        }
        long most = UncountedTime.most(old, now, backMillis());
        if (most == UncountedTime.UNLIMITED || watermarkShift() <= 0) {
            return most;
        }
        // Windows that end within the shift are left out whole, so that up to one step comes before it.
        return most + watermarkShift() + (old.window() == null ? 0 : old.window().stepMillis);
    }

    ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode().put("name", now.query.name).put("input", now.input.number);
        json.put("change", old == null ? "ADDED" : isSameText() ? "UNCHANGED" : "CHANGED");
        json.put("from", from().name()).put("backMillis", backMillis()).put("newSource", restored == null);
        json.put("keepsState", from() == Restart.From.SNAPSHOT && keepsState());
        json.put("discardsState", old != null && !old.keyedOperators.isEmpty() && !keepsState());
        json.put("complete", isComplete()).put("deliversAgain", deliversAgain());
        json.put("watermarkShiftMillis", watermarkShift()).put("comparesOtherTimes", comparesOtherTimes());
        json.put("uncountedMillis", uncountedMillis());
        json.put("allowanceMillis", input().settings.allowanceMillis);
        json.set("before", old == null ? null : old.toJson());
        json.set("after", now.toJson());
        return json;
    }

    private boolean isSameText() {
        return old.query.sql.equals(now.query.sql) && old.query.schema.identity().equals(now.query.schema.identity());
    }
}
