package dev.pgwright.advice.index.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A good set, found fast: plan after plan, the one whose missing indexes gain most for their size. The exact selection
 * starts from it, and does not end below it when its time is short.
 */
final class GreedyStart {
    private final Problem problem;
    private final List<List<PlanMemory.Plan>> plans;
    private final double[] costs;
    /** For each candidate the statements that have a plan with it. */
    private final List<BitSet> readers = new ArrayList<>();

    /**
     * A start.
     *
     * @param plans of each statement
     * @param bases cost of each statement without any candidate
     */
    GreedyStart(Problem problem, List<List<PlanMemory.Plan>> plans, double[] bases) {
        this.problem = problem;
        this.plans = plans;
        this.costs = bases.clone();
        for (int i = 0; i < problem.candidates(); i++) {
            readers.add(new BitSet());
        }
        for (int q = 0; q < plans.size(); q++) {
            int statement = q;
            plans.get(q)
                    .forEach(plan ->
                            plan.used().stream().forEach(i -> readers.get(i).set(statement)));
        }
    }

    /** A step and what it brings. */
    private record Step(BitSet next, double rate) {}

    /** Begins with the given indexes and stays within the budget. */
    BitSet choose(long budgetBytes) {
        BitSet set = problem.given();
        update(set, problem.given());
        Set<BitSet> uses = new LinkedHashSet<>();
        plans.forEach(each -> each.forEach(plan -> uses.add(plan.used())));
        while (true) {
            Step best = best(set, uses, budgetBytes - problem.bytes(set));
            if (best == null) {
                return set;
            }
            BitSet added = (BitSet) best.next.clone();
            added.andNot(set);
            set = best.next;
            update(set, added);
        }
    }

    private @Nullable Step best(BitSet set, Set<BitSet> uses, long room) {
        Step best = null;
        for (BitSet use : uses) {
            BitSet added = (BitSet) use.clone();
            added.andNot(set);
            long bytes = problem.bytes(added);
            if (added.isEmpty() || bytes > room) {
                continue;
            }
            BitSet next = (BitSet) set.clone();
            next.or(added);
            double rate = gain(next, added) / Math.max(1, bytes);
            if (rate > (best == null ? 0 : best.rate)) {
                best = new Step(next, rate);
            }
        }
        return best;
    }

    private double gain(BitSet next, BitSet added) {
        double gain = -problem.upkeep(added);
        BitSet affected = affected(added);
        for (int q = affected.nextSetBit(0); q >= 0; q = affected.nextSetBit(q + 1)) {
            gain += problem.weight(q) * (costs[q] - cost(q, next));
        }
        return gain;
    }

    private BitSet affected(BitSet added) {
        BitSet affected = new BitSet();
        added.stream().forEach(i -> affected.or(readers.get(i)));
        return affected;
    }

    private void update(BitSet set, BitSet added) {
        affected(added).stream().forEach(q -> costs[q] = cost(q, set));
    }

    private double cost(int q, BitSet set) {
        double cost = costs[q];
        for (PlanMemory.Plan plan : plans.get(q)) {
            if (plan.cost() < cost && PlanMemory.contains(set, plan.used())) {
                cost = plan.cost();
            }
        }
        return cost;
    }
}
