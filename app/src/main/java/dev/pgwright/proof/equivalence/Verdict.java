package dev.pgwright.proof.equivalence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up comparisons over many sets of rows. */
final class Verdict {
    private final boolean orderLost;
    private long rows;
    private int same;
    private int answered;
    private int tied;
    private int open;
    private boolean sorted;
    private final Map<String, Integer> skipped = new LinkedHashMap<>();
    private Equivalence.@Nullable Different different;

    /**
     * None yet.
     *
     * @param orderLost the first query sorts and the second does not
     */
    Verdict(boolean orderLost) {
        this.orderLost = orderLost;
    }

    void add(Duel.Outcome outcome) {
        if (outcome instanceof Duel.Same equal) {
            same++;
            rows += equal.rows();
            answered += equal.rows() > 0 ? 1 : 0;
            sorted |= equal.sorted();
        } else if (outcome instanceof Duel.Tied ties) {
            tied++;
            rows += ties.rows();
            answered += ties.rows() > 0 ? 1 : 0;
        } else if (outcome instanceof Duel.Open ties) {
            open++;
            rows += ties.rows();
        } else if (outcome instanceof Duel.Skipped not) {
            skipped.merge(not.why(), 1, Integer::sum);
        } else if (outcome instanceof Duel.Other other) {
            different = other.difference();
        }
    }

    Equivalence get() {
        if (different != null) {
            return different;
        }
        if (orderLost && sorted) {
            return new Equivalence.CouldNotTell(
                    "the second query does not sort, so nothing keeps the order in which its rows came");
        }
        if (answered > open) {
            return new Equivalence.Equal(rows, same + tied + open, tied + open);
        }
        if (open > 0) {
            return new Equivalence.CouldNotTell(
                    "not determined: which rows the first query gives depends on ties that" + " its order leaves open");
        }
        return skipped.keySet().stream()
                .findFirst()
                .map(why -> new Equivalence.CouldNotTell(why))
                .orElseGet(() -> new Equivalence.CouldNotTell("no row passed the conditions of the first query"));
    }
}
