package dev.pgwright.proof.clone;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.proof.Replay;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Measures changes on a copy that nobody else uses, and finds out which of them are worth making. */
public final class CloneProof {
    /** A verdict that comes out different in the last pass sends the search back that often at most. */
    private static final int LAST_PASSES = 4;

    private final CloneDatabase clone;
    private final List<WorkloadStatement> workload;
    private final Options options;
    private final Consumer<String> progress;

    /**
     * How to prove.
     *
     * @param leastFactor factor between run times from which on a difference matters, such as 1.1
     * @param worthwhile share of the workload's time that a change must save
     * @param readOnly to run statements in transactions that cannot write
     * @param seed of the resampling behind confidence intervals
     * @param cold to run statements with empty buffers, too, once all else is measured
     */
    public record Options(Pace pace, double leastFactor, double worthwhile, boolean readOnly, long seed, boolean cold) {
        public static final Options USUAL = new Options(Pace.USUAL, 1.1, 0.002, false, 1, true);

        public Options withPace(Pace other) {
            return new Options(other, leastFactor, worthwhile, readOnly, seed, cold);
        }

        public Options withReadOnly(boolean other) {
            return new Options(pace, leastFactor, worthwhile, other, seed, cold);
        }

        public Options withLeastFactor(double other) {
            return new Options(pace, other, worthwhile, readOnly, seed, cold);
        }

        public Options withSeed(long other) {
            return new Options(pace, leastFactor, worthwhile, readOnly, other, cold);
        }

        public Options withCold(boolean other) {
            return new Options(pace, leastFactor, worthwhile, readOnly, seed, other);
        }
    }

    /**
     * A change and what became of it.
     *
     * @param bytes of a new index, as it was built; 0 for other changes
     * @param shown the statement that shows it, without and with the change; null when none does
     * @param serves names of the statements whose plan is another one with it
     */
    public record Tried(
            Operation operation,
            boolean kept,
            String reason,
            long bytes,
            @Nullable Comparison shown,
            List<String> serves) {
        public Tried {
            serves = List.copyOf(serves);
        }
    }

    /**
     * A statement in the last pass, in which nothing was left to choose.
     *
     * @param given with all changes that were to be proven
     * @param kept with those that are kept
     * @param givenIndexes names of new indexes in its plan with all changes
     * @param keptIndexes the same with those that are kept
     */
    public record Outcome(Comparison given, Comparison kept, List<String> givenIndexes, List<String> keptIndexes) {
        public Outcome {
            givenIndexes = List.copyOf(givenIndexes);
            keptIndexes = List.copyOf(keptIndexes);
        }

        public WorkloadStatement statement() {
            return kept.statement();
        }
    }

    /**
     * What was found.
     *
     * @param changes in the order in which they were given
     * @param statements in the order of the workload
     */
    public record Result(List<Tried> changes, List<Outcome> statements) {
        public Result {
            changes = List.copyOf(changes);
            statements = List.copyOf(statements);
        }

        /** Changes to make. */
        public List<Operation> kept() {
            return changes.stream().filter(Tried::kept).map(Tried::operation).toList();
        }
    }

    /**
     * A proof.
     *
     * @param progress hears in a few words what is being done
     */
    public CloneProof(
            CloneDatabase clone, List<WorkloadStatement> workload, Options options, Consumer<String> progress) {
        this.clone = clone;
        this.workload = List.copyOf(workload);
        this.options = options;
        this.progress = progress;
    }

    /** Proves the changes, each of which {@link #isProvable}. What was built for it stays in the copy. */
    public Result prove(List<Operation> operations) {
        for (Operation operation : operations) {
            if (!isProvable(operation)) {
                throw StagedChanges.notSwitchable(operation);
            }
        }
        StagedChanges changes = StagedChanges.build(clone.target(), operations, progress);
        try (Replay replay =
                new Replay(clone.target(), options.readOnly(), options.pace().limit())) {
            return prove(new Trials(replay, changes, options.pace(), clone.role()));
        }
    }

    /** Whether a copy can have the change and not have it, run by run. */
    public static boolean isProvable(Operation operation) {
        return StagedChanges.isSwitchable(operation);
    }

    private Result prove(Trials trials) {
        BitSet all = trials.changes().all();
        for (WorkloadStatement statement : workload) {
            trials.lookInside(statement, all);
        }
        RandomGenerator random = new SplittableRandom(options.seed());
        SmallestSet search =
                new SmallestSet(trials, workload, options.leastFactor(), options.worthwhile(), random, progress);
        BitSet kept = search.below(all);
        trials.forgetEndless();
        Map<String, Outcome> last = new TreeMap<>();
        for (int pass = 0; pass < LAST_PASSES; pass++) {
            measureAll(trials, all, kept, last, random);
            Optional<Outcome> slow =
                    last.values().stream().filter(o -> o.kept().isSlower()).findFirst();
            if (slow.isEmpty() || kept.isEmpty()) {
                break;
            }
            progress.accept("slower after all: " + slow.get().statement().name());
            BitSet before = kept;
            kept = search.mended(kept, slow.get().statement());
            forgetChanged(trials, before, kept, last);
        }
        if (options.cold()) {
            measureCold(trials, all, kept, last);
        }
        return result(trials, search, kept, last);
    }

    /** After everything else: what was warm is not any more. */
    private void measureCold(Trials trials, BitSet all, BitSet kept, Map<String, Outcome> last) {
        if (!clone.emptyBuffers()) {
            return;
        }
        int done = 0;
        for (WorkloadStatement statement : workload) {
            progress.accept("empty buffers, " + ++done + " of " + workload.size() + ": " + statement.name());
            Outcome warm = last.get(statement.name());
            if (warm != null && warm.kept().before().wasRun()) {
                Alternatives sets = Alternatives.of(trials, statement, List.of(new BitSet(), all, kept));
                List<Double> cold = trials.cold(statement, sets.distinct(), clone::emptyBuffers);
                double none = cold.get(0);
                last.put(
                        statement.name(),
                        new Outcome(
                                warm.given().withCold(none, cold.get(sets.at().get(1))),
                                warm.kept().withCold(none, cold.get(sets.at().get(2))),
                                warm.givenIndexes(),
                                warm.keptIndexes()));
            }
        }
    }

    private void forgetChanged(Trials trials, BitSet before, BitSet kept, Map<String, Outcome> last) {
        workload.stream().filter(s -> !trials.isSame(s, before, kept)).forEach(s -> last.remove(s.name()));
    }

    /** All of it once more, in turns: what the search chose by is not what is reported. */
    private void measureAll(Trials trials, BitSet all, BitSet kept, Map<String, Outcome> last, RandomGenerator random) {
        int done = 0;
        for (WorkloadStatement statement : workload) {
            progress.accept("last pass, " + ++done + " of " + workload.size() + ": " + statement.name());
            if (!last.containsKey(statement.name())) {
                last.put(statement.name(), outcome(trials, statement, all, kept, random));
            }
        }
    }

    private Outcome outcome(
            Trials trials, WorkloadStatement statement, BitSet all, BitSet kept, RandomGenerator random) {
        Alternatives sets = Alternatives.of(trials, statement, List.of(new BitSet(), all, kept));
        List<Measured> measured = trials.measure(statement, sets.distinct());
        Measured none = measured.get(0);
        Measured given = measured.get(sets.at().get(1));
        Measured rest = measured.get(sets.at().get(2));
        return new Outcome(
                compare(statement, none, given, trials.isSame(statement, new BitSet(), all), random),
                compare(statement, none, rest, trials.isSame(statement, new BitSet(), kept), random),
                indexes(trials, statement, all),
                indexes(trials, statement, kept));
    }

    /** One and the same runs stand for both when the statement is done in the same way. */
    private Comparison compare(
            WorkloadStatement statement, Measured before, Measured after, boolean same, RandomGenerator random) {
        return same
                ? new Comparison(statement, before, after, before.wasRun() ? Judgement.SAME : Judgement.NOT_RUN)
                : Comparison.of(statement, before, after, options.leastFactor(), random);
    }

    private static List<String> indexes(Trials trials, WorkloadStatement statement, BitSet set) {
        List<String> names = new ArrayList<>();
        Optional<PlanNode> plan = trials.plan(statement, set);
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            if (trials.changes().get(i) instanceof CreateIndex index
                    && plan.isPresent()
                    && plan.get().uses(index.name())) {
                names.add(index.name());
            }
        }
        return names;
    }

    private Result result(Trials trials, SmallestSet search, BitSet kept, Map<String, Outcome> last) {
        List<Tried> tried = new ArrayList<>();
        StagedChanges changes = trials.changes();
        for (int i = 0; i < changes.size(); i++) {
            SmallestSet.Reason reason = search.reasons().get(i);
            String refused = changes.refused().get(i);
            BitSet rest = (BitSet) kept.clone();
            rest.clear(i);
            List<String> serves = workload.stream()
                    .filter(s -> !trials.isSame(s, kept, rest))
                    .map(WorkloadStatement::name)
                    .toList();
            tried.add(new Tried(
                    changes.get(i),
                    kept.get(i),
                    refused != null ? refused : reason == null ? "" : reason.words(),
                    changes.bytes(i),
                    reason == null ? null : reason.statement().orElse(null),
                    serves));
        }
        return new Result(tried, workload.stream().map(s -> last.get(s.name())).toList());
    }
}
