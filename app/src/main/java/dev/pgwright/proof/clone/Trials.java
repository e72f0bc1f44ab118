package dev.pgwright.proof.clone;

import dev.pgwright.plan.PlanNode;
import dev.pgwright.plan.PlanShape;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.proof.Counters;
import dev.pgwright.proof.Replay;
import dev.pgwright.proof.Run;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements with sets of changes in turns. Round by round each alternative is run once, in changing order, so
 * that what else the machine does meanwhile meets all of them alike.
 */
final class Trials {
    private static final BitSet NONE = new BitSet();

    /** How much longer than without changes a run may take before it is stopped. */
    private static final double PATIENCE = 5;

    private static final Duration LEAST_LIMIT = Duration.ofSeconds(2);
    /** Blocks that two runs of one plan may differ by: the catalog's, and how parallel workers meet. */
    private static final double SAME_BLOCKS = 0.1;

    private static final long FEW_BLOCKS = 50;
    /** A first look gets that part of the time for a verdict. */
    private static final int SCREENING_PART = 4;

    private static final int COLD_RUNS = 3;

    private final Replay replay;
    private final StagedChanges changes;
    private final Pace pace;
    private final String become;
    private final Map<Planned, Optional<PlanNode>> plans = new HashMap<>();
    private final Map<Counted, Counters> counters = new HashMap<>();
    private final Map<String, Measured> endless = new HashMap<>();
    private final Set<String> opaque = new HashSet<>();

    private record Planned(String statement, BitSet set) {}

    private record Counted(String statement, Effect effect) {}

    /**
     * Trials.
     *
     * @param role that statements run as when they name none; null for the connecting one
     */
    Trials(Replay replay, StagedChanges changes, Pace pace, @Nullable String role) {
        this.replay = replay;
        this.changes = changes;
        this.pace = pace;
        this.become = role == null ? "" : "SET LOCAL SESSION AUTHORIZATION " + Identifiers.quote(role);
    }

    private void stage(BitSet set) {
        String commands = changes.commands(set);
        replay.beginWith(commands + (commands.isEmpty() || become.isEmpty() ? "" : "; ") + become);
    }

    StagedChanges changes() {
        return changes;
    }

    Pace pace() {
        return pace;
    }

    /** The plan with a set of changes; empty when the statement cannot be planned. */
    Optional<PlanNode> plan(WorkloadStatement statement, BitSet set) {
        return plans.computeIfAbsent(new Planned(statement.name(), (BitSet) set.clone()), key -> {
            stage(set);
            return replay.plan(statement);
        });
    }

    /** What the set does to the statement. */
    Effect effect(WorkloadStatement statement, BitSet set) {
        Optional<PlanNode> plan = plan(statement, set);
        boolean feels = plan.isEmpty() || opaque.contains(statement.name()) || writes(plan.get());
        return new Effect(PlanShape.of(plan), feels ? set : NONE);
    }

    boolean isSame(WorkloadStatement statement, BitSet one, BitSet other) {
        return effect(statement, one).equals(effect(statement, other));
    }

    static boolean writes(PlanNode plan) {
        return plan.all().anyMatch(node -> node.type().equals("ModifyTable"));
    }

    /**
     * Finds out whether a statement hides work in functions: with one and the same plan, it looks at more or fewer
     * blocks when all changes are there.
     */
    void lookInside(WorkloadStatement statement, BitSet all) {
        if (isSame(statement, NONE, all)) {
            Counters without = count(statement, NONE, pace.limit());
            stage(all);
            long difference = Math.abs(replay.count(statement, pace.limit()).blocks() - without.blocks());
            if (difference > FEW_BLOCKS && difference > SAME_BLOCKS * without.blocks()) {
                opaque.add(statement.name());
            }
        }
    }

    private Counters count(WorkloadStatement statement, BitSet set, Duration limit) {
        Counted key = new Counted(statement.name(), effect(statement, set));
        Counters known = counters.get(key);
        if (known == null) {
            stage(set);
            known = replay.count(statement, limit);
            if (!known.equals(Counters.NONE)) {
                counters.put(key, known);
            }
        }
        return known;
    }

    /** What ran into the limit is tried again: the machine may have been busy. */
    void forgetEndless() {
        endless.clear();
    }

    /** A first look: enough to see where to look closer. Short statements are easily disturbed, and cost little. */
    List<Measured> screen(WorkloadStatement statement, List<BitSet> sets) {
        return measure(statement, sets, pace.screening(), pace.budget().dividedBy(SCREENING_PART));
    }

    /** Enough rounds for a verdict. */
    List<Measured> measure(WorkloadStatement statement, List<BitSet> sets) {
        return measure(statement, sets, pace.least(), pace.budget());
    }

    /** Runs the alternatives in turns; the first set tells how long a run may take. */
    private List<Measured> measure(WorkloadStatement statement, List<BitSet> sets, int least, Duration budget) {
        List<Side> sides = new ArrayList<>();
        Duration limit = pace.limit();
        for (BitSet set : sets) {
            Side side = new Side(statement, set, limit);
            sides.add(side);
            side.warmUp();
            if (sides.size() == 1) {
                limit = limit(side.slowest);
            }
        }
        long begin = System.nanoTime();
        for (int round = 0; round < pace.most(); round++) {
            List<Side> order = new ArrayList<>(sides);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            order.forEach(Side::run);
            if (round + 1 >= least && System.nanoTime() - begin > budget.toNanos()) {
                break;
            }
        }
        return sides.stream().map(Side::result).toList();
    }

    /**
     * First runs after the buffers were emptied, in turns; medians of those that were finished, NaN where none was.
     * They take long, and are told and not judged: so there are few.
     *
     * @param emptyBuffers false when that cannot be done
     */
    List<Double> cold(WorkloadStatement statement, List<BitSet> sets, BooleanSupplier emptyBuffers) {
        List<List<Double>> millis = new ArrayList<>();
        sets.forEach(set -> millis.add(new ArrayList<>()));
        long begin = System.nanoTime();
        for (int round = 0; round < COLD_RUNS; round++) {
            for (int i = 0; i < sets.size(); i++) {
                Interruption.check();
                replay.close(); // a restart would cut it off
                if (emptyBuffers.getAsBoolean()) {
                    stage(sets.get(i));
                    Run run = replay.runOnce(statement, pace.limit());
                    if (run.problem() == null) {
                        millis.get(i).add(run.millis());
                    }
                }
            }
            if (System.nanoTime() - begin > pace.budget().toNanos()) {
                break;
            }
        }
        return millis.stream().map(runs -> new Timing(runs, null).median()).toList();
    }

    private Duration limit(double slowestMillis) {
        Duration patient = Duration.ofMillis((long) (PATIENCE * slowestMillis));
        Duration asked = patient.compareTo(LEAST_LIMIT) > 0 ? patient : LEAST_LIMIT;
        return asked.compareTo(pace.limit()) < 0 ? asked : pace.limit();
    }

    /** One alternative. What ran into the limit once is not run again: its time stands for all its runs. */
    private final class Side {
        private final WorkloadStatement statement;
        private final BitSet set;
        private final Duration limit;
        private final List<Double> millis = new ArrayList<>();
        private boolean unfinished;
        private @Nullable String problem;
        private double slowest;

        Side(WorkloadStatement statement, BitSet set, Duration limit) {
            this.statement = statement;
            this.set = set;
            this.limit = limit;
        }

        void warmUp() {
            Measured known = endless.get(statement.name());
            if (set.isEmpty() && known != null) {
                unfinished = true;
                slowest = known.median();
                return;
            }
            if (counters.containsKey(new Counted(statement.name(), effect(statement, set)))) {
                once();
            } else {
                firstTime();
            }
            if (set.isEmpty() && unfinished) {
                endless.put(statement.name(), new Measured(List.of(slowest), true, Counters.NONE, null));
            }
        }

        /** The run that counts warms the caches as well. */
        private void firstTime() {
            long begin = System.nanoTime();
            Counters counted = count(statement, set, limit);
            slowest = (System.nanoTime() - begin) / 1e6;
            if (counted.equals(Counters.NONE) && slowest >= limit.toMillis()) {
                unfinished = true;
                slowest = limit.toMillis();
            } else if (counted.equals(Counters.NONE)) {
                once(); // which says what is wrong
            }
        }

        void run() {
            if (problem == null) {
                millis.add(unfinished ? slowest : once());
            }
        }

        private double once() {
            Interruption.check();
            stage(set);
            Run run = replay.runOnce(statement, limit);
            if (run.timedOut()) {
                unfinished = true;
                slowest = limit.toMillis();
                return slowest;
            }
            problem = run.problem();
            slowest = Math.max(slowest, run.millis());
            return run.millis();
        }

        Measured result() {
            Counters counted =
                    counters.getOrDefault(new Counted(statement.name(), effect(statement, set)), Counters.NONE);
            return new Measured(problem == null ? millis : List.of(), unfinished, counted, problem);
        }
    }
}
