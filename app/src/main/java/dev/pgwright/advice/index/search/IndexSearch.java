package dev.pgwright.advice.index.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the set of candidates with which the workload costs least. It learns plans from the planner where they are
 * likely to matter, chooses exactly among the plans it knows, asks what the choice really costs, learns more around it,
 * and chooses again, until nothing better turns up.
 */
public final class IndexSearch {
    /** Shares of the budget up to which indexes are shown at a time: small ones are found beside large ones. */
    private static final double[] SHARES = {1, 0.5, 0.2, 0.08, 0.03, 0.012};
    /** How often the best ones are left out altogether, to find the second best. */
    private static final int TIERS = 2;
    /** Plans asked for per statement by taking indexes away from a plan, to see what comes next. */
    private static final int HARVEST = 30;
    /** Plans of up to that many indexes are asked for with each part of them. */
    private static final int ALL_PARTS = 3;

    /** That part of the time is kept for choosing and looking around the choice. */
    private static final int HARVEST_PART = 2;
    /** Parts of plans asked for per statement. */
    private static final int MOST_PARTS = 40;
    /** Questions between two looks at the clock. */
    private static final int AT_ONCE = 200;

    private static final int ROUNDS = 30;
    /** Choices without a gain after which the search ends. */
    private static final int PATIENCE = 2;
    /** A choice gets that long even when the time is up. */
    private static final Duration LEAST = Duration.ofMillis(500);
    /** One choice takes at most that part of the time that is left: more plans serve better than the last digit. */
    private static final int CHOICE_PART = 4;

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
     * @param bound no set that fits costs less, by the plans that were learned
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
        long end = nanoTime.getAsLong() + limit.toNanos();
        BitSet useful = harvest(fitting(budgetBytes), budgetBytes, end - limit.toNanos() / HARVEST_PART);
        BitSet best = problem.given();
        double bestCost = memory.workloadCost(best);
        double bound = 0;
        Set<BitSet> seen = new HashSet<>();
        int round = 0;
        int idle = 0;
        while (round == 0 || (round < ROUNDS && left(end).toMillis() > 0)) {
            round++;
            Selection.Choice choice = selection.solve(budgetBytes, max(left(end).dividedBy(CHOICE_PART), LEAST));
            bound = choice.bound();
            double cost = memory.workloadCost(choice.set());
            double bestBefore = bestCost;
            if (cost < bestCost * (1 - SAME)) {
                best = choice.set();
                bestCost = cost;
            }
            boolean news = seen.add(choice.set());
            int before = memory.calls();
            learnAround(choice.set(), useful, budgetBytes, end);
            if (!best.equals(choice.set())) {
                learnAround(best, useful, budgetBytes, end);
            }
            idle = cost < bestBefore * (1 - SAME) ? 0 : idle + 1;
            if (idle > PATIENCE || (!news && memory.calls() == before)) {
                break;
            }
        }
        return new Found(best, bestCost, Math.min(bound, bestCost), round);
    }

    private static Duration max(Duration first, Duration second) {
        return first.compareTo(second) > 0 ? first : second;
    }

    private Duration left(long end) {
        return Duration.ofNanos(end - nanoTime.getAsLong());
    }

    private BitSet fitting(long budgetBytes) {
        BitSet fitting = new BitSet();
        for (int i = 0; i < problem.candidates(); i++) {
            fitting.set(i, problem.isGiven(i) || problem.bytes(i) <= budgetBytes);
        }
        return fitting;
    }

    private BitSet upTo(BitSet fitting, double bytes) {
        BitSet small = (BitSet) fitting.clone();
        fitting.stream()
                .filter(i -> !problem.isGiven(i) && problem.bytes(i) > bytes)
                .forEach(small::clear);
        return small;
    }

    /**
     * Plans of every statement with all candidates up to several sizes, then the same without those that were read, and
     * so on; then, among all that were ever read, with one after another taken away. Planning among few is much faster
     * than among all.
     *
     * @return those that some plan read, and the given ones
     */
    private BitSet harvest(BitSet fitting, long budgetBytes, long end) {
        memory.learn(questions(List.of(new BitSet(), problem.given())));
        BitSet rest = (BitSet) fitting.clone();
        for (int tier = 0; tier < TIERS; tier++) {
            learn(ownQuestions(sizes(rest, budgetBytes)), end);
            rest.andNot(memory.everUsed());
            rest.or(problem.given());
        }
        BitSet useful = memory.everUsed();
        useful.or(problem.given());
        BitSet useless = new BitSet();
        useless.set(0, problem.candidates());
        useless.andNot(useful);
        memory.forget(useless);
        List<PlanCosts.Question> wave = questions(sizes(useful, budgetBytes));
        learn(wave, end);
        int most = memory.calls() + HARVEST * problem.statements();
        while (!wave.isEmpty() && memory.calls() < most && left(end).toMillis() > 0) {
            List<PlanCosts.Question> next = new ArrayList<>();
            wave.forEach(question -> next.addAll(without(question)));
            wave = learn(next.subList(0, Math.min(next.size(), most - memory.calls())), end);
        }
        learnParts(end);
        return useful;
    }

    private List<BitSet> sizes(BitSet from, long budgetBytes) {
        List<BitSet> sets = new ArrayList<>();
        for (double share : SHARES) {
            sets.add(upTo(from, share * budgetBytes));
        }
        return sets;
    }

    /** Each set for each statement, as far as it was made for the statement. */
    private List<PlanCosts.Question> ownQuestions(List<BitSet> sets) {
        return questions(sets).stream()
                .map(question -> {
                    BitSet own = (BitSet) problem.own(question.statement()).clone();
                    own.or(problem.given());
                    own.and(question.visible());
                    return new PlanCosts.Question(question.statement(), own);
                })
                .toList();
    }

    /** Each set for each statement. */
    private List<PlanCosts.Question> questions(List<BitSet> sets) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (BitSet visible : sets) {
            for (int q = 0; q < problem.statements(); q++) {
                questions.add(new PlanCosts.Question(q, visible));
            }
        }
        return questions;
    }

    /** Asks as long as there is time; what was asked. */
    private List<PlanCosts.Question> learn(List<PlanCosts.Question> questions, long end) {
        List<PlanCosts.Question> asked = new ArrayList<>();
        for (int from = 0; from < questions.size() && left(end).toMillis() > 0; from += AT_ONCE) {
            asked.addAll(memory.learn(questions.subList(from, Math.min(questions.size(), from + AT_ONCE))));
        }
        return asked;
    }

    /** The same question without each index that its plan reads. */
    private List<PlanCosts.Question> without(PlanCosts.Question question) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        memory.plan(question.statement(), question.visible()).used().stream().forEach(i -> {
            BitSet fewer = (BitSet) question.visible().clone();
            fewer.clear(i);
            questions.add(new PlanCosts.Question(question.statement(), fewer));
        });
        return questions;
    }

    /** Plans with a part of their indexes: what each of them gains alone; those of few indexes first. */
    private void learnParts(long end) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            int statement = q;
            memory.configurations(q).stream()
                    .sorted(Comparator.comparingInt(plan -> plan.used().cardinality()))
                    .flatMap(plan -> parts(plan.used()).stream())
                    .distinct()
                    .limit(MOST_PARTS)
                    .forEach(part -> questions.add(new PlanCosts.Question(statement, part)));
        }
        learn(questions, end);
    }

    private static List<BitSet> parts(BitSet whole) {
        int[] members = whole.stream().toArray();
        List<BitSet> parts = new ArrayList<>();
        for (int i = 0; i < members.length; i++) {
            BitSet one = new BitSet();
            one.set(members[i]);
            parts.add(one);
            BitSet rest = (BitSet) whole.clone();
            rest.clear(members[i]);
            parts.add(rest);
            for (int j = i + 1; j < members.length && members.length > ALL_PARTS; j++) {
                BitSet two = (BitSet) one.clone();
                two.set(members[j]);
                parts.add(two);
            }
        }
        return parts;
    }

    /** Plans of every statement with the chosen set and more, and with the chosen set and one of each kind less. */
    private void learnAround(BitSet set, BitSet fitting, long budgetBytes, long end) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            for (double share : SHARES) {
                BitSet more = upTo(fitting, share * budgetBytes);
                more.or(set);
                questions.add(new PlanCosts.Question(q, more));
            }
            BitSet relevant = (BitSet) set.clone();
            relevant.and(problem.relevant(q));
            for (int i = relevant.nextSetBit(0); i >= 0; i = relevant.nextSetBit(i + 1)) {
                BitSet fewer = (BitSet) set.clone();
                fewer.clear(i);
                questions.add(new PlanCosts.Question(q, fewer));
                BitSet other = upTo(fitting, (double) (budgetBytes - problem.bytes(fewer)));
                other.or(fewer);
                other.clear(i);
                questions.add(new PlanCosts.Question(q, other));
            }
        }
        List<PlanCosts.Question> asked = learn(questions, end);
        List<PlanCosts.Question> second = new ArrayList<>();
        for (PlanCosts.Question question : asked) {
            BitSet used = memory.plan(question.statement(), question.visible()).used();
            BitSet added = (BitSet) used.clone();
            added.andNot(set);
            added.stream().forEach(i -> {
                BitSet one = (BitSet) set.clone();
                one.set(i);
                second.add(new PlanCosts.Question(question.statement(), one));
            });
        }
        learn(second, end);
    }
}
