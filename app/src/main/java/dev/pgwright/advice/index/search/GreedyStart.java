package dev.pgwright.advice.index.search;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A good set, found fast: plan after plan, the one whose missing indexes gain most for their size. The exact selection
 * starts from it, and does not end below it when its time is short.
 */
final class GreedyStart {
    private final Problem problem;
    private final PlanMemory memory;
    private final List<List<PlanMemory.Plan>> plans;

    GreedyStart(Problem problem, PlanMemory memory, List<List<PlanMemory.Plan>> plans) {
        this.problem = problem;
        this.memory = memory;
        this.plans = plans;
    }

    /** Begins with the given indexes and stays within the budget. */
    BitSet choose(long budgetBytes) {
        BitSet set = (BitSet) problem.given().clone();
        Set<BitSet> steps = new LinkedHashSet<>();
        plans.forEach(each -> each.forEach(plan -> steps.add(plan.used())));
        double cost = memory.workloadEstimate(set);
        while (true) {
            BitSet best = null;
            double bestRate = 0;
            double bestCost = cost;
            long room = budgetBytes - problem.bytes(set);
            for (BitSet step : steps) {
                BitSet next = (BitSet) set.clone();
                next.or(step);
                long bytes = problem.bytes(next) - problem.bytes(set);
                if (next.equals(set) || bytes > room) {
                    continue;
                }
                double nextCost = memory.workloadEstimate(next);
                double rate = (cost - nextCost) / Math.max(1, bytes);
                if (rate > bestRate) {
                    best = next;
                    bestRate = rate;
                    bestCost = nextCost;
                }
            }
            if (best == null) {
                return set;
            }
            set = best;
            cost = bestCost;
        }
    }
}
