package dev.pgwright.advice.index.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/** Asks the planner as long as there is time, and sees to it that no statement takes the time of the others. */
final class Learning {
    /** Questions between two looks at the clock. */
    private static final int AT_ONCE = 200;
    /** Times that all shares together exceed the time: not all need theirs, and there are several connections. */
    private static final double FAIR = 3;

    private final Problem problem;
    private final PlanMemory memory;
    private final LongSupplier nanoTime;
    private final long end;
    /** Planning time that each statement may take, in nanoseconds. */
    private final long[] allowance;

    /** Begins, and asks what each statement costs without any candidate and with those that are given. */
    Learning(Problem problem, PlanMemory memory, LongSupplier nanoTime, Duration limit) {
        this.problem = problem;
        this.memory = memory;
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + limit.toNanos();
        memory.learn(questions(List.of(new BitSet(), problem.given())));
        this.allowance = allowances(limit);
    }

    /** Half of the time is for all alike, half for each by what it costs. */
    private long[] allowances(Duration limit) {
        BitSet none = new BitSet();
        double total = 0;
        for (int q = 0; q < problem.statements(); q++) {
            total += problem.weight(q) * memory.atMost(q, none);
        }
        long[] allowances = new long[problem.statements()];
        for (int q = 0; q < allowances.length; q++) {
            double part = total <= 0 ? 0 : problem.weight(q) * memory.atMost(q, none) / total;
            allowances[q] = (long) (FAIR * limit.toNanos() * (0.5 / allowances.length + 0.5 * part));
        }
        return allowances;
    }

    /** Time that is left; not positive when it is up. */
    Duration left() {
        return Duration.ofNanos(end - nanoTime.getAsLong());
    }

    boolean hasTime() {
        return left().toMillis() > 0;
    }

    /** Asks as long as there is time; what was asked. */
    List<PlanCosts.Question> ask(List<PlanCosts.Question> questions) {
        List<PlanCosts.Question> asked = new ArrayList<>();
        for (int from = 0; from < questions.size() && hasTime(); from += AT_ONCE) {
            List<PlanCosts.Question> some = questions.subList(from, Math.min(questions.size(), from + AT_ONCE));
            asked.addAll(memory.learn(some.stream().filter(this::isAllowed).toList()));
        }
        return asked;
    }

    private boolean isAllowed(PlanCosts.Question question) {
        return memory.nanos(question.statement()) <= allowance[question.statement()];
    }

    /** Each set for each statement. */
    List<PlanCosts.Question> questions(List<BitSet> sets) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (BitSet visible : sets) {
            for (int q = 0; q < problem.statements(); q++) {
                questions.add(new PlanCosts.Question(q, visible));
            }
        }
        return questions;
    }
}
