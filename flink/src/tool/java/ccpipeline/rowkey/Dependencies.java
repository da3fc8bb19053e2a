package ccpipeline.rowkey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Functional dependencies: which atoms determine which others. */
final class Dependencies {
    private static final class Dependency {
        final Set<Atom> from;
        final Set<Atom> to;

        Dependency(Set<Atom> from, Set<Atom> to) {
            this.from = from;
            this.to = to;
        }
    }

    private final List<Dependency> all = new ArrayList<>();

    /** Rows with the same {@code from} have the same {@code to}; an empty {@code from} makes it a constant. */
    void add(Collection<Atom> from, Collection<Atom> to) {
        all.add(new Dependency(Set.copyOf(from), Set.copyOf(to)));
    }

    /** Each determines the other. */
    void addBoth(Collection<Atom> one, Collection<Atom> other) {
        add(one, other);
        add(other, one);
    }

    /** All atoms that the given ones determine, with themselves. */
    Set<Atom> closure(Collection<Atom> atoms) {
        Set<Atom> closure = new HashSet<>(atoms);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Dependency one : all) {
                grows |= closure.containsAll(one.from) && closure.addAll(one.to);
            }
        }
        return closure;
    }
}
