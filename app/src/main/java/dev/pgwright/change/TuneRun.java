package dev.pgwright.change;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Stage;
import dev.pgwright.advice.index.IndexCandidates;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.proof.Evidence;
import dev.pgwright.proof.Probes;
import dev.pgwright.proof.Replay;
import dev.pgwright.snapshot.Fact;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tunes one database from connection to last measurement. */
public final class TuneRun {
    private final Target target;
    private final List<WorkloadStatement> workload;
    private final Care care;
    private final Function<Snapshot, List<Proposal>> proposals;
    private final IndexCandidates candidates;
    private final Evidence.Level level;
    private final Clock clock;
    private final Progress progress;
    private final Patience patience;

    /**
     * A run.
     *
     * @param care how statements are run
     * @param proposals advice from a snapshot
     * @param level what a measurement on this database is worth
     */
    public TuneRun(
            Target target,
            List<WorkloadStatement> workload,
            Care care,
            Function<Snapshot, List<Proposal>> proposals,
            IndexCandidates candidates,
            Evidence.Level level,
            Clock clock,
            Progress progress) {
        this(target, workload, care, proposals, candidates, level, clock, progress, Patience.usual());
    }

    private TuneRun(
            Target target,
            List<WorkloadStatement> workload,
            Care care,
            Function<Snapshot, List<Proposal>> proposals,
            IndexCandidates candidates,
            Evidence.Level level,
            Clock clock,
            Progress progress,
            Patience patience) {
        this.target = target;
        this.workload = List.copyOf(workload);
        this.care = care;
        this.proposals = proposals;
        this.candidates = candidates;
        this.level = level;
        this.clock = clock;
        this.progress = progress;
        this.patience = patience;
    }

    /** The same run with other waits. */
    public TuneRun with(Patience other) {
        return new TuneRun(target, workload, care, proposals, candidates, level, clock, progress, other);
    }

    /** What came of it, and where it is recorded. */
    public record Result(Tuner.Outcome outcome, String ledger) {}

    /** Applies, measures, keeps and undoes; at most two connections at a time. */
    public Result run(Ledgers ledgers) {
        return run(ledgers, candidates);
    }

    /** Tries the proposals alone, without index candidates of the workload. */
    public Result runOnly(Ledgers ledgers) {
        return run(ledgers, null);
    }

    private Result run(Ledgers ledgers, @Nullable IndexCandidates search) {
        Set<String> settled = Tuner.settled(ledgers.read(target));
        try (WriteSession session = WriteSession.open(target);
                Replay replay = care.replay(target, false)) {
            Executor.claim(session);
            Ledger ledger = ledgers.open(session);
            Executor executor = new Executor(session, ledger, clock, patience);
            executor.recover()
                    .forEach(change ->
                            progress.report("recovered: " + change.operation().title() + " (" + change.reason() + ")"));
            try {
                return new Result(
                        tuner(session, settled, executor, replay, search).run(), ledger.place());
            } catch (RuntimeException e) {
                throw takenBack(executor, e);
            }
        }
    }

    /** Nothing stays that was not measured, whatever ended the run. */
    private static RuntimeException takenBack(Executor executor, RuntimeException e) {
        Interruption.noticed();
        try {
            executor.recover();
        } catch (RuntimeException again) {
            e.addSuppressed(again); // the connection is gone, say: the next run does it
        }
        return e;
    }

    private Tuner tuner(
            WriteSession session,
            Set<String> settled,
            Executor executor,
            Replay replay,
            @Nullable IndexCandidates search) {
        Measurements measurements = new Measurements(replay, workload, Sweep.begin(session));
        Experiment experiment = new Experiment(
                executor,
                new RelatedTables(snapshot(replay)),
                measurements,
                new Probes(replay),
                level,
                clock,
                runName());
        LiveAdvisor advisor = new LiveAdvisor(
                () -> snapshot(replay),
                () -> snapshot(replay, List.of(Facts.INDEX)),
                this::provable,
                search,
                measurements);
        return new Tuner(
                advisor,
                experiment,
                new Regressions(executor, measurements, level, progress),
                measurements,
                settled,
                progress);
    }

    private String runName() {
        return clock.instant().toString();
    }

    private Snapshot snapshot(Replay replay) {
        return snapshot(replay, Facts.ALL);
    }

    private Snapshot snapshot(Replay replay, Collection<Fact<?>> facts) {
        replay.close(); // never more than two connections: this one and the executor's
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session, facts);
        }
    }

    /** Without a workload only what proves itself is tried: repairs, superfluous indexes, and what has probes. */
    private List<Proposal> provable(Snapshot snapshot) {
        return proposals.apply(snapshot).stream()
                .filter(p -> !workload.isEmpty()
                        || p.stage() == Stage.REPAIR
                        || p.stage() == Stage.DROP
                        || !p.probes().isEmpty())
                .toList();
    }
}
