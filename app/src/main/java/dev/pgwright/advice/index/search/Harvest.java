package dev.pgwright.advice.index.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Learns the plans that each statement could have: the ground on which the first choice is made. */
final class Harvest {
    /** Shares of the budget up to which indexes are shown at a time: small ones are found beside large ones. */
    static final double[] SHARES = {1, 0.5, 0.2, 0.08, 0.03, 0.012};
    /** How often the best ones are left out altogether, to find the second best. */
    private static final int TIERS = 2;
    /** An index of less than that share of the budget comes along with any other. */
    private static final double LITTLE = 0.02;
    /** Parts of plans asked for per statement. */
    private static final int MOST_PARTS = 40;
    /** Plans asked for per statement by taking indexes away from a plan, to see what comes next. */
    private static final int MOST_NEXT = 30;

    private final Problem problem;
    private final PlanMemory memory;
    private final Learning learning;
    private final long budgetBytes;

    Harvest(Problem problem, PlanMemory memory, Learning learning, long budgetBytes) {
        this.problem = problem;
        this.memory = memory;
        this.learning = learning;
        this.budgetBytes = budgetBytes;
    }

    /**
     * Plans of every statement with its own candidates up to several sizes, then the same without those that were
     * read; then with all that were ever read. Planning among few is much faster than among all.
     *
     * @return those that some plan read, and the given ones
     */
    BitSet first() {
        BitSet rest = problem.fitting(budgetBytes);
        for (int tier = 0; tier < TIERS; tier++) {
            learning.ask(own(learning.questions(sizes(rest))));
            rest.andNot(memory.everUsed());
            rest.or(problem.given());
        }
        BitSet useful = memory.everUsed();
        useful.or(problem.given());
        BitSet useless = new BitSet();
        useless.set(0, problem.candidates());
        useless.andNot(useful);
        memory.forget(useless);
        learning.ask(learning.questions(sizes(useful)));
        parts();
        return useful;
    }

    /** The plans without one after another of the indexes that they read: what comes next. */
    void next(BitSet useful) {
        List<PlanCosts.Question> wave = learning.questions(sizes(useful));
        int most = memory.calls() + MOST_NEXT * problem.statements();
        learning.ask(wave);
        while (!wave.isEmpty() && memory.calls() < most && learning.hasTime()) {
            List<PlanCosts.Question> next = new ArrayList<>();
            wave.forEach(question -> next.addAll(without(question)));
            wave = learning.ask(next.subList(0, Math.min(next.size(), most - memory.calls())));
        }
        parts();
    }

    private List<BitSet> sizes(BitSet from) {
        List<BitSet> sets = new ArrayList<>();
        for (double share : SHARES) {
            sets.add(problem.upTo(from, share * budgetBytes));
        }
        return sets;
    }

    /** As far as they were made for the statement. */
    private List<PlanCosts.Question> own(List<PlanCosts.Question> questions) {
        return questions.stream()
                .map(question -> {
                    BitSet own = (BitSet) problem.own(question.statement()).clone();
                    own.or(problem.given());
                    own.and(question.visible());
                    return new PlanCosts.Question(question.statement(), own);
                })
                .toList();
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

    /** Plans with a part of their indexes: what fits when the whole does not; those of few indexes first. */
    private void parts() {
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
        learning.ask(questions);
    }

    /** Its small indexes, with one large index each, and all but one large one. */
    private List<BitSet> parts(BitSet whole) {
        BitSet small = problem.upTo(whole, LITTLE * budgetBytes);
        BitSet large = (BitSet) whole.clone();
        large.andNot(small);
        List<BitSet> parts = new ArrayList<>(List.of(small));
        large.stream().forEach(i -> {
            BitSet one = (BitSet) small.clone();
            one.set(i);
            parts.add(one);
            BitSet rest = (BitSet) whole.clone();
            rest.clear(i);
            parts.add(rest);
        });
        return parts;
    }
}
