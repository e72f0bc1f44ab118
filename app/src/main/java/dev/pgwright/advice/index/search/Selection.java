package dev.pgwright.advice.index.search;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best set of candidates by the plans that are known, within a budget: a mixed integer program, solved exactly.
 *
 * <p>One binary variable for each candidate, one share for each known plan of a statement. A plan can be taken only
 * with all the indexes that it reads (the formulation of CoPhy, Dash, Polyzotis and Ailamaki, PVLDB 4(6), 2011).
 */
final class Selection {
    /** What an index must gain for each byte, as a share of the workload's cost: else it is not worth its place. */
    private static final double WORTH_PER_BYTE = 1e-13;

    private final Problem problem;
    private final PlanMemory memory;

    Selection(Problem problem, PlanMemory memory) {
        this.problem = problem;
        this.memory = memory;
    }

    private static final class Library {
        static {
            Loader.loadNativeLibraries();
        }

        static MPSolver solver() {
            MPSolver solver = MPSolver.createSolver("SCIP");
            if (solver == null) {
                throw new IllegalStateException("OR-Tools without SCIP");
            }
            return solver;
        }
    }

    /**
     * A chosen set.
     *
     * @param bound no set costs less, by the known plans; 0 when there was no time to tell
     */
    record Choice(BitSet set, double bound) {}

    private record Plan(MPVariable share, double gain) {}

    /**
     * Solves; what is found when the time is up is given, with its bound.
     *
     * @param known a set that fits, to start from
     * @param gap relative distance from the bound at which it is good enough
     */
    Choice solve(long budgetBytes, Duration limit, BitSet known, double gap) {
        MPSolver solver = Library.solver();
        try {
            return solve(solver, budgetBytes, limit, known, gap);
        } finally {
            solver.delete();
        }
    }

    private Choice solve(MPSolver solver, long budgetBytes, Duration limit, BitSet known, double gap) {
        BitSet none = new BitSet();
        MPVariable[] chosen = new MPVariable[problem.candidates()];
        List<Plan> plans = new ArrayList<>();
        double without = 0;
        for (int q = 0; q < problem.statements(); q++) {
            double base = memory.atMost(q, none);
            without += problem.weight(q) * base;
            addPlans(solver, q, base, budgetBytes, chosen, plans);
        }
        constrainSize(solver, budgetBytes, chosen);
        solver.objective().setMaximization();
        plans.forEach(plan -> solver.objective().setCoefficient(plan.share, plan.gain));
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] != null) {
                solver.objective().setCoefficient(chosen[i], -price(i, without));
            }
        }
        BitSet start = better(start(budgetBytes), known);
        hint(solver, chosen, start);
        solver.setTimeLimit(Math.max(1, limit.toMillis()));
        MPSolverParameters parameters = new MPSolverParameters();
        parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, gap);
        MPSolver.ResultStatus status = solver.solve(parameters);
        BitSet set = start;
        if (status == MPSolver.ResultStatus.OPTIMAL || status == MPSolver.ResultStatus.FEASIBLE) {
            BitSet found = new BitSet();
            for (int i = 0; i < chosen.length; i++) {
                found.set(i, chosen[i] != null && chosen[i].solutionValue() > 0.5);
            }
            set = better(found, start);
        }
        return new Choice(set, Math.max(0, without - solver.objective().bestBound()));
    }

    private BitSet better(BitSet first, BitSet second) {
        return memory.workloadEstimate(first) <= memory.workloadEstimate(second) ? first : second;
    }

    private BitSet start(long budgetBytes) {
        List<List<PlanMemory.Plan>> plans = new ArrayList<>();
        double[] bases = new double[problem.statements()];
        for (int q = 0; q < problem.statements(); q++) {
            bases[q] = memory.atMost(q, new BitSet());
            plans.add(useful(q, bases[q], budgetBytes));
        }
        return new GreedyStart(problem, plans, bases).choose(budgetBytes);
    }

    private static void hint(MPSolver solver, MPVariable[] chosen, BitSet set) {
        List<MPVariable> variables = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] != null) {
                variables.add(chosen[i]);
                values.add(set.get(i) ? 1.0 : 0.0);
            }
        }
        solver.setHint(
                variables.toArray(MPVariable[]::new),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double price(int candidate, double total) {
        double place = problem.isGiven(candidate) ? 0 : WORTH_PER_BYTE * problem.bytes(candidate) * total;
        return problem.upkeep(candidate) + place;
    }

    private void addPlans(
            MPSolver solver, int q, double base, long budgetBytes, MPVariable[] chosen, List<Plan> plans) {
        List<PlanMemory.Plan> useful = useful(q, base, budgetBytes);
        if (useful.isEmpty()) {
            return;
        }
        MPConstraint one = solver.makeConstraint(Double.NEGATIVE_INFINITY, 1);
        Map<Integer, MPConstraint> needs = new HashMap<>();
        for (PlanMemory.Plan plan : useful) {
            MPVariable share = solver.makeNumVar(0, 1, "");
            one.setCoefficient(share, 1);
            plans.add(new Plan(share, problem.weight(q) * (base - plan.cost())));
            plan.used().stream().forEach(i -> {
                if (chosen[i] == null) {
                    chosen[i] = solver.makeBoolVar("");
                }
                // all plans of the statement that read the index together: tighter than each on its own
                MPConstraint need = needs.computeIfAbsent(i, index -> {
                    MPConstraint made = solver.makeConstraint(Double.NEGATIVE_INFINITY, 0);
                    made.setCoefficient(chosen[index], -1);
                    return made;
                });
                need.setCoefficient(share, 1);
            });
        }
    }

    /** Plans that are cheaper than those that need no more than they do. */
    private List<PlanMemory.Plan> useful(int q, double base, long budgetBytes) {
        List<PlanMemory.Plan> all = memory.configurations(q).stream()
                .filter(plan -> plan.cost() < base && problem.bytes(plan.used()) <= budgetBytes)
                .toList();
        return all.stream()
                .filter(plan -> all.stream()
                        .noneMatch(other -> !other.used().equals(plan.used())
                                && other.cost() <= plan.cost()
                                && PlanMemory.contains(plan.used(), other.used())))
                .toList();
    }

    private void constrainSize(MPSolver solver, long budgetBytes, MPVariable[] chosen) {
        MPConstraint size = solver.makeConstraint(Double.NEGATIVE_INFINITY, budgetBytes / 1e6);
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] != null && !problem.isGiven(i)) {
                size.setCoefficient(chosen[i], problem.bytes(i) / 1e6);
            }
        }
    }
}
