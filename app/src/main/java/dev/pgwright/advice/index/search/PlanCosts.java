package dev.pgwright.advice.index.search;

import java.util.BitSet;
import java.util.List;

/** What the planner makes of a statement when it sees some of the candidates. */
public interface PlanCosts {
    /**
     * A question to the planner.
     *
     * @param statement number of the statement in its workload
     * @param visible numbers of the candidates that the planner sees
     */
    record Question(int statement, BitSet visible) {}

    /**
     * Its answer.
     *
     * @param cost of the plan, in the planner's units
     * @param used the candidates that the plan reads
     * @param nanos how long planning took
     */
    record Answer(double cost, BitSet used, long nanos) {}

    /** Answers in the order of the questions; they may be asked at the same time over several connections. */
    List<Answer> ask(List<Question> questions);

    /** Says that no question will show these again. */
    default void forget(BitSet candidates) {}
}
