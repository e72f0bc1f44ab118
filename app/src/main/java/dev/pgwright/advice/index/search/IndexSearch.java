package dev.pgwright.advice.index.search;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the set of candidates with which the workload costs least. It learns plans from the planner where they are
 * likely to matter, chooses exactly among the plans it knows, asks what the choice really costs, learns more around it,
 * and chooses again, until nothing better turns up.
 */
public final class IndexSearch {
    private static final int ROUNDS = 60;
    /** A choice gets that long even when the time is up. */
    private static final Duration LEAST = Duration.ofMillis(500);
    /** One choice takes at most that part of the time that is left: more plans serve better than the last digit. */
    private static final int CHOICE_PART = 4;
    /** A choice that gains less than this share of the cost: it is time to look farther away. */
    private static final double LITTLE = 2e-3;

    /** How near to the bound a choice is as long as more is learned after each, and when there is less to learn. */
    private static final double ROUGH = 1e-3;

    private static final double FINE = 1e-4;
    private static final double SAME = 1e-6;

    private final Problem problem;
    private final PlanMemory memory;
    private final Selection selection;
    private final LongSupplier nanoTime;

    /**
     * A search.
     *
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public IndexSearch(Problem problem, PlanMemory memory, LongSupplier nanoTime) {
        this.problem = problem;
        this.memory = memory;
        this.selection = new Selection(problem, memory);
        this.nanoTime = nanoTime;
    }

    /**
     * What was found.
     *
     * @param cost of the workload by the planner, with the upkeep of the set
     * @param bound no set that fits costs less, by the plans that were known at the last choice that was proven
     * @param rounds how often it chose
     */
    public record Found(BitSet set, double cost, double bound, int rounds) {
        /** Relative distance from the bound, 0 or more. */
        public double gap() {
            return cost <= 0 ? 0 : Math.max(0, (cost - bound) / cost);
        }
    }

    /** Searches for at most that long. */
    public Found run(long budgetBytes, Duration limit) {
        Learning learning = new Learning(problem, memory, nanoTime, limit);
        Harvest harvest = new Harvest(problem, memory, learning, budgetBytes);
        BitSet useful = harvest.first();
        Neighbourhood around = new Neighbourhood(problem, memory, learning, useful, budgetBytes);
        Found best = new Found(problem.given(), memory.workloadCost(problem.given()), 0, 0);
        Set<BitSet> lookedAround = new HashSet<>();
        boolean deepened = false;
        double gap = ROUGH;
        for (int round = 1; round == 1 || (round <= ROUNDS && learning.hasTime()); round++) {
            int before = memory.calls();
            Found chosen = choose(budgetBytes, learning, best, round, gap);
            boolean better = chosen.cost < best.cost * (1 - LITTLE);
            best = chosen.cost < best.cost * (1 - SAME) ? chosen : new Found(best.set, best.cost, chosen.bound, round);
            around.near(chosen.set);
            if (better) {
                gap = ROUGH;
                continue;
            }
            if (lookedAround.add(best.set)) {
                around.far(best.set);
            } else if (!deepened) {
                deepened = true;
                harvest.next(useful);
            }
            if (memory.calls() == before && gap == FINE) {
                break;
            }
            gap = FINE;
        }
        return new Found(best.set, best.cost, Math.min(best.bound, best.cost), best.rounds);
    }

    /** The best by the plans that are known, at its true cost; a bound that the solver had no time for stays. */
    private Found choose(long budgetBytes, Learning learning, Found best, int round, double gap) {
        Duration part = learning.left().dividedBy(CHOICE_PART);
        Selection.Choice choice = selection.solve(budgetBytes, part.compareTo(LEAST) > 0 ? part : LEAST, best.set, gap);
        double bound = choice.bound() > 0 ? choice.bound() : best.bound;
        return new Found(choice.set(), memory.workloadCost(choice.set()), bound, round);
    }
}
