package dev.pgwright.change;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Stage;
import dev.pgwright.advice.index.IndexCandidates;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.proof.Replay;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A dry run: measures statements that only read, and collects what a real run would try first. Writes nothing. */
public final class PlannedRun {
    private final Target target;
    private final List<WorkloadStatement> workload;
    private final Care care;
    private final Function<Snapshot, List<Proposal>> proposals;
    private final IndexCandidates candidates;
    private final Progress progress;

    public PlannedRun(
            Target target,
            List<WorkloadStatement> workload,
            Care care,
            Function<Snapshot, List<Proposal>> proposals,
            IndexCandidates candidates,
            Progress progress) {
        this.target = target;
        this.workload = List.copyOf(workload);
        this.care = care;
        this.proposals = proposals;
        this.candidates = candidates;
        this.progress = progress;
    }

    /** Timings by statement name, and what would be tried. */
    public record Result(Map<String, Timing> before, List<Proposal> proposals) {}

    /** Runs it; the ledgers say what was tried before. */
    public Result run(Ledgers ledgers) {
        Set<String> settled = Tuner.settled(ledgers.read(target));
        try (Replay replay = care.replay(target, true)) {
            Measurements measurements = new Measurements(replay, workload, null);
            Map<String, Timing> before = measurements.timeAll(Sampling.QUICK, progress);
            measurements.planAll();
            measurements.reconnect(); // never more than two connections
            Snapshot snapshot = snapshot();
            LiveAdvisor advisor = new LiveAdvisor(() -> snapshot, () -> snapshot, proposals, candidates, measurements);
            return new Result(before, collect(advisor, measurements, settled));
        }
    }

    private List<Proposal> collect(LiveAdvisor advisor, Measurements measurements, Set<String> settled) {
        Set<String> seen = new HashSet<>(settled);
        List<Proposal> wanted = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            advisor.forFindings(stage).stream()
                    .filter(proposal -> seen.add(proposal.identity()))
                    .forEach(wanted::add);
        }
        for (WorkloadStatement statement : workload) {
            if (measurements.timing(statement).wasRun() && !measurements.isFastEnough(statement)) {
                advisor.forStatement(statement).stream()
                        .filter(proposal -> seen.add(proposal.identity()))
                        .findFirst()
                        .ifPresent(wanted::add);
            }
        }
        return wanted;
    }

    private Snapshot snapshot() {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session);
        }
    }
}
