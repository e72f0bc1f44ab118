package dev.pgwright.proof.clone;

import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Sets of changes of which those with one and the same effect on a statement are run once.
 *
 * @param distinct sets of different effect
 * @param at for each set that was given, which of them stands for it
 */
record Alternatives(List<BitSet> distinct, List<Integer> at) {
    static Alternatives of(Trials trials, WorkloadStatement statement, List<BitSet> sets) {
        List<BitSet> distinct = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        for (BitSet set : sets) {
            Effect effect = trials.effect(statement, set);
            if (!effects.contains(effect)) {
                effects.add(effect);
                distinct.add(set);
            }
            at.add(effects.indexOf(effect));
        }
        return new Alternatives(distinct, at);
    }
}
