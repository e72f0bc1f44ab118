package dev.pgwright.advice.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A statement that takes long to plan does not take the time of the others. */
class LearningTest {
    private static final int CANDIDATES = 50;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSlowStatementIsAskedForNoMoreThanItsShare() {
        BitSet all = new BitSet();
        all.set(0, CANDIDATES);
        Problem problem = new Problem(
                new double[] {1, 1},
                List.of(all, all),
                List.of(all, all),
                new long[CANDIDATES],
                new double[CANDIDATES],
                new BitSet());
        PlanCosts planner = questions -> questions.stream()
                .map(question -> new PlanCosts.Answer(100, question.visible(), question.statement() == 0 ? SECOND : 0))
                .toList();
        PlanMemory memory = new PlanMemory(problem, planner);
        Learning learning = new Learning(problem, memory, () -> 0, Duration.ofSeconds(2));
        List<BitSet> sets = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> BitSet.valueOf(new long[] {1L << i}))
                .toList();

        sets.forEach(set -> learning.ask(learning.questions(List.of(set))));

        assertThat(memory.configurations(1)).as("the fast one").hasSize(CANDIDATES + 1);
        assertThat(memory.configurations(0)).as("the slow one").hasSizeBetween(2, 8);
    }
}
