package dev.pgwright.advice.index.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The plans that were asked for, and what follows from them without asking again. A plan stays the best one for every
 * set between the indexes that it reads and those that it was chosen from; more indexes never make a plan dearer. (The
 * planner keeps to that but for ties within one per cent, see add_path in pathnode.c.)
 */
public final class PlanMemory {
    /** Planner costs closer than that are the same. */
    private static final double SAME = 1e-9;

    private final Problem problem;
    private final PlanCosts planner;
    private final List<List<Plan>> plans = new ArrayList<>();
    private final List<Map<BitSet, Plan>> bestByUse = new ArrayList<>();
    private final long[] nanos;
    private int calls;

    /**
     * A plan that the planner chose.
     *
     * @param visible what it chose from
     * @param used what the plan reads
     */
    record Plan(BitSet visible, BitSet used, double cost) {}

    public PlanMemory(Problem problem, PlanCosts planner) {
        this.problem = problem;
        this.planner = planner;
        this.nanos = new long[problem.statements()];
        for (int q = 0; q < problem.statements(); q++) {
            plans.add(new ArrayList<>());
            bestByUse.add(new LinkedHashMap<>());
        }
    }

    /** Says that no question will show these again. */
    void forget(BitSet candidates) {
        planner.forget(candidates);
    }

    /** How many plans were asked for. */
    public int calls() {
        return calls;
    }

    /** How long planning the statement took so far, all questions together. */
    long nanos(int statement) {
        return nanos[statement];
    }

    /** The cheapest known plan for each set of indexes that some plan of the statement reads. */
    Collection<Plan> configurations(int statement) {
        return bestByUse.get(statement).values();
    }

    /** Cost of the statement with these candidates, if it follows from what is known. */
    OptionalDouble known(int statement, BitSet set) {
        BitSet visible = relevant(statement, set);
        double least = 0;
        double most = Double.POSITIVE_INFINITY;
        for (Plan plan : plans.get(statement)) {
            boolean enough = contains(visible, plan.used);
            if (enough && contains(plan.visible, visible)) {
                return OptionalDouble.of(plan.cost);
            }
            if (enough) {
                most = Math.min(most, plan.cost);
            }
            if (contains(plan.visible, visible)) {
                least = Math.max(least, plan.cost);
            }
        }
        return Double.isFinite(most) && most - least <= SAME * most ? OptionalDouble.of(most) : OptionalDouble.empty();
    }

    /** Cost with the best plan that is known to be possible with these candidates: never below the true one. */
    double atMost(int statement, BitSet set) {
        BitSet visible = relevant(statement, set);
        return plans.get(statement).stream()
                .filter(plan -> contains(visible, plan.used))
                .mapToDouble(Plan::cost)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Asks for what is not known yet, all at once; those questions. */
    List<PlanCosts.Question> learn(List<PlanCosts.Question> questions) {
        Map<PlanCosts.Question, PlanCosts.Question> open = new LinkedHashMap<>();
        for (PlanCosts.Question question : questions) {
            BitSet visible = relevant(question.statement(), question.visible());
            if (known(question.statement(), visible).isEmpty()) {
                // the whole set is asked for: one that several statements share is shown to them in one go
                open.putIfAbsent(new PlanCosts.Question(question.statement(), visible), question);
            }
        }
        List<PlanCosts.Answer> answers = planner.ask(List.copyOf(open.values()));
        calls += open.size();
        int i = 0;
        for (PlanCosts.Question question : open.keySet()) {
            remember(question, answers.get(i++));
        }
        return List.copyOf(open.keySet());
    }

    private void remember(PlanCosts.Question question, PlanCosts.Answer answer) {
        nanos[question.statement()] += answer.nanos();
        Plan plan = new Plan(question.visible(), answer.used(), answer.cost());
        plans.get(question.statement()).add(plan);
        bestByUse.get(question.statement()).merge(answer.used(), plan, (old, now) -> now.cost < old.cost ? now : old);
    }

    /** The plan that the statement has with this set, which must have been learned. */
    Plan plan(int statement, BitSet set) {
        BitSet visible = relevant(statement, set);
        return plans.get(statement).stream()
                .filter(plan -> contains(visible, plan.used))
                .min(Comparator.comparingDouble(Plan::cost))
                .orElseThrow(() -> new IllegalStateException("plan was not asked for"));
    }

    /** Cost of the whole workload with these candidates and their upkeep, asking for what is not known. */
    public double workloadCost(BitSet set) {
        List<PlanCosts.Question> questions = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            questions.add(new PlanCosts.Question(q, set));
        }
        learn(questions);
        double cost = problem.upkeep(set);
        for (int q = 0; q < problem.statements(); q++) {
            cost += problem.weight(q) * cost(q, set);
        }
        return cost;
    }

    private double cost(int statement, BitSet set) {
        OptionalDouble known = known(statement, set);
        if (known.isPresent()) {
            return known.getAsDouble();
        }
        learn(List.of(new PlanCosts.Question(statement, set)));
        return known(statement, set).orElseThrow();
    }

    /** Cost of a statement with these candidates, asking when it is not known. */
    public double statementCost(int statement, BitSet set) {
        return cost(statement, set);
    }

    /** The candidates that the statement's plan reads when it has these; it must have been asked for. */
    public BitSet uses(int statement, BitSet set) {
        return (BitSet) plan(statement, set).used().clone();
    }

    /** Candidates that some plan of some statement reads. */
    public BitSet everUsed() {
        BitSet used = new BitSet();
        bestByUse.forEach(byUse -> byUse.keySet().forEach(used::or));
        return used;
    }

    /** Cost of the workload with the plans that are known, without asking: never below the true one. */
    public double workloadEstimate(BitSet set) {
        double cost = problem.upkeep(set);
        for (int q = 0; q < problem.statements(); q++) {
            cost += problem.weight(q) * atMost(q, set);
        }
        return cost;
    }

    private BitSet relevant(int statement, BitSet set) {
        BitSet result = (BitSet) set.clone();
        result.and(problem.relevant(statement));
        return result;
    }

    static boolean contains(BitSet set, BitSet part) {
        for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
            if (!set.get(i)) {
                return false;
            }
        }
        return true;
    }
}
