package dev.pgwright.advice.index.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Learns the plans around a chosen set: what its members are worth beside each other, and what else would be. */
final class Neighbourhood {
    /** Shares of the budget up to which a statement's own candidates are shown beside the set. */
    private static final double[] NEAR = {1, 0.1};

    private final Problem problem;
    private final PlanMemory memory;
    private final Learning learning;
    private final BitSet useful;
    private final long budgetBytes;

    /**
     * Of sets that fit into the budget.
     *
     * @param useful candidates that some plan read
     */
    Neighbourhood(Problem problem, PlanMemory memory, Learning learning, BitSet useful, long budgetBytes) {
        this.problem = problem;
        this.memory = memory;
        this.learning = learning;
        this.useful = useful;
        this.budgetBytes = budgetBytes;
    }

    /** Plans with one less of those that are read, and with the statement's own candidates beside the set. */
    void near(BitSet set) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            int statement = q;
            memory.plan(q, set).used().stream()
                    .forEach(i -> questions.add(new PlanCosts.Question(statement, without(set, i))));
            BitSet own = (BitSet) problem.own(q).clone();
            own.and(useful);
            for (double share : NEAR) {
                questions.add(new PlanCosts.Question(q, union(set, problem.upTo(own, share * budgetBytes))));
            }
        }
        learning.ask(addedOnes(learning.ask(questions), set));
    }

    /** Plans with all useful candidates up to several sizes beside the set, and in the place of each of its members. */
    void far(BitSet set) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            for (double share : Harvest.SHARES) {
                questions.add(new PlanCosts.Question(q, union(set, problem.upTo(useful, share * budgetBytes))));
            }
            BitSet relevant = (BitSet) set.clone();
            relevant.and(problem.relevant(q));
            for (int i = relevant.nextSetBit(0); i >= 0; i = relevant.nextSetBit(i + 1)) {
                BitSet fewer = without(set, i);
                questions.add(new PlanCosts.Question(q, fewer));
                BitSet other = union(fewer, problem.upTo(useful, (double) (budgetBytes - problem.bytes(fewer))));
                other.clear(i);
                questions.add(new PlanCosts.Question(q, other));
            }
        }
        learning.ask(addedOnes(learning.ask(questions), set));
    }

    /** What each of those that a plan reads beside the set brings alone. */
    private List<PlanCosts.Question> addedOnes(List<PlanCosts.Question> asked, BitSet set) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (PlanCosts.Question question : asked) {
            BitSet added = (BitSet)
                    memory.plan(question.statement(), question.visible()).used().clone();
            added.andNot(set);
            added.stream().forEach(i -> {
                BitSet one = (BitSet) set.clone();
                one.set(i);
                questions.add(new PlanCosts.Question(question.statement(), one));
            });
        }
        return questions;
    }

    private static BitSet without(BitSet set, int member) {
        BitSet fewer = (BitSet) set.clone();
        fewer.clear(member);
        return fewer;
    }

    private static BitSet union(BitSet first, BitSet second) {
        BitSet both = (BitSet) first.clone();
        both.or(second);
        return both;
    }
}
