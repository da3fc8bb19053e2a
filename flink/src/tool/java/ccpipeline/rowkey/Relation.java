package ccpipeline.rowkey;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is known of a relation's rows: the atoms that each column stands for, and sets of atoms that determine the row. */
final class Relation {
    /** More alternatives are not kept: joins multiply them. */
    private static final int MAX_KEYS = 16;

    /** One per column; an empty set for a constant. */
    final List<Set<Atom>> columns;
    /** Alternatives; the first one is the most natural. */
    final List<Set<Atom>> keys;

    Relation(List<Set<Atom>> columns, List<Set<Atom>> keys) {
        this.columns = List.copyOf(columns);
        this.keys = List.copyOf(keys.subList(0, Math.min(keys.size(), MAX_KEYS)));
    }

    Relation withColumns(List<Set<Atom>> others) {
        return new Relation(others, keys);
    }

    Relation withKey(Set<Atom> key) {
        List<Set<Atom>> more = new ArrayList<>(keys);
        more.add(key);
        return new Relation(columns, more);
    }

    /** The atoms of some columns. */
    Set<Atom> atoms(Iterable<Integer> positions) {
        Set<Atom> atoms = new LinkedHashSet<>();
        positions.forEach(position -> atoms.addAll(columns.get(position)));
        return atoms;
    }

    /** Each pair of rows: their columns, and a key of each side. */
    Relation times(Relation right) {
        List<Set<Atom>> both = new ArrayList<>(columns);
        both.addAll(right.columns);
        List<Set<Atom>> pairs = new ArrayList<>();
        for (Set<Atom> one : keys) {
            for (Set<Atom> other : right.keys) {
                pairs.add(union(one, other));
            }
        }
        return new Relation(both, pairs);
    }

    static Set<Atom> union(Set<Atom> one, Set<Atom> other) {
        Set<Atom> union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }
}
