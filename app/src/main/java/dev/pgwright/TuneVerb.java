package dev.pgwright;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedies;
import dev.pgwright.advice.Stage;
import dev.pgwright.advice.index.IndexCandidates;
import dev.pgwright.change.Care;
import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.change.Ledgers;
import dev.pgwright.change.PlannedRun;
import dev.pgwright.change.Progress;
import dev.pgwright.change.TuneRun;
import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Thresholds;
import dev.pgwright.lab.Lab;
import dev.pgwright.operation.Operation;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.proof.Evidence;
import dev.pgwright.report.ReportedFinding;
import dev.pgwright.report.Tuning;
import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.report.Tuning.StatementTimes;
import dev.pgwright.report.Tunings;
import dev.pgwright.report.WorkloadNotes;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.Measurable;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.WorkloadStatement;
import dev.pgwright.workload.Workloads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code tune} and {@code apply}: joins checks, advice and the change engine. */
final class TuneVerb {
    private final PgQuery parser;
    private final Ledgers ledgers;
    private final Clock clock;
    private final Progress progress;

    TuneVerb(PgQuery parser, Ledgers ledgers, Clock clock, Progress progress) {
        this.parser = parser;
        this.ledgers = ledgers;
        this.clock = clock;
        this.progress = progress;
    }

    Tuning run(Place place, @Nullable Path file, boolean apply) {
        Snapshot snapshot = snapshot(place.target());
        Workload workload = workload(place.lab(), file, snapshot);
        Care care = care(place.lab(), file);
        List<ReportedFinding> findings = findings(snapshot);
        // A lab that was started for this run is a copy that nobody else uses: a dry run proves on it.
        boolean disposable = place.server() != null && place.server().isForThisRun();
        if (!apply && !disposable) {
            return dryRun(place, workload, care, findings);
        }
        Evidence.Level level = apply ? Evidence.Level.MEASURED_IN_PRODUCTION : Evidence.Level.MEASURED_ON_CLONE;
        TuneRun.Result result = tuneRun(place, workload.statements(), care, TuneVerb::proposals, level)
                .run(ledgers);
        return tuning("tune", place, workload, findings, result, apply);
    }

    private TuneRun tuneRun(
            Place place,
            List<WorkloadStatement> statements,
            Care care,
            Function<Snapshot, List<Proposal>> proposals,
            Evidence.Level level) {
        return new TuneRun(
                place.target(), statements, care, proposals, new IndexCandidates(parser), level, clock, progress);
    }

    private static List<Proposal> proposals(Snapshot snapshot) {
        List<Finding> findings = CheckRunner.run(snapshot, Thresholds.general()).findings();
        return Remedies.propose(findings, snapshot);
    }

    /** Measures what only reads, and lists what would be tried. */
    private Tuning dryRun(Place place, Workload workload, Care care, List<ReportedFinding> findings) {
        PlannedRun.Result planned = new PlannedRun(
                        place.target(),
                        workload.statements(),
                        care,
                        TuneVerb::proposals,
                        new IndexCandidates(parser),
                        progress)
                .run(ledgers);
        List<ReportedOperation> operations = new ArrayList<>();
        for (Proposal proposal : planned.proposals()) {
            for (Operation operation : proposal.operations()) {
                String id = String.valueOf(operations.size() + 1);
                operations.add(Tunings.planned(id, operation, proposal.reason()));
            }
        }
        List<StatementTimes> times = Tunings.times(workload.statements(), planned.before(), Map.of());
        List<String> notes = new ArrayList<>(notes(workload));
        if (!operations.isEmpty()) {
            notes.add("Nothing here is proven yet: --apply measures each change on this database and takes back what"
                    + " does not help.");
        }
        return Tuning.of(
                "tune",
                place.label(),
                clock.instant(),
                false,
                null,
                times,
                Tunings.totals(times),
                operations,
                List.of(),
                findings,
                notes);
    }

    /** Tries the changes of a plan one by one. */
    Tuning apply(Place place, PlanFile plan, ApplyWishes wishes) {
        Path file = wishes.workload();
        Workload workload = workload(place.lab(), file, snapshot(place.target()));
        List<Proposal> proposals = plan.proposals();
        TuneRun.Result result = tuneRun(
                        place,
                        workload.statements(),
                        care(place.lab(), file),
                        snapshot -> proposals,
                        Evidence.Level.MEASURED_IN_PRODUCTION)
                .with(wishes.patience())
                .runOnly(ledgers);
        return tuning("apply", place, workload, List.of(), result, true);
    }

    private Tuning tuning(
            String command,
            Place place,
            Workload workload,
            List<ReportedFinding> findings,
            TuneRun.Result result,
            boolean apply) {
        List<Change> changes = result.outcome().changes();
        List<ReportedOperation> refuted = changes.stream()
                .filter(change -> change.state() == ChangeState.REFUTED)
                .map(Tunings::operation)
                .toList();
        List<ReportedOperation> operations = changes.stream()
                .filter(change -> change.state() != ChangeState.REFUTED)
                .map(change -> apply ? Tunings.operation(change) : Tunings.proposed(change))
                .toList();
        List<StatementTimes> times = Tunings.times(
                workload.statements(),
                result.outcome().before(),
                result.outcome().after());
        return Tuning.of(
                command,
                place.label(),
                clock.instant(),
                apply,
                apply ? result.ledger() : null,
                times,
                Tunings.totals(times),
                operations,
                refuted,
                findings,
                notes(workload));
    }

    private static List<ReportedFinding> findings(Snapshot snapshot) {
        return CheckRunner.run(snapshot, Thresholds.general()).findings().stream()
                .map(finding -> ReportedFinding.of(
                        finding,
                        Remedies.propose(finding, snapshot)
                                .map(Proposal::operations)
                                .orElse(List.of()),
                        ""))
                .toList();
    }

    private static List<String> notes(Workload workload) {
        List<String> notes = new ArrayList<>(WorkloadNotes.of(workload));
        if (workload.statements().isEmpty()) {
            notes.add("There is no workload: only repairs, superfluous indexes and lookups of foreign keys were"
                    + " considered. Give statements with --workload FILE.");
        }
        return notes;
    }

    /** The statements that may be run: those that were written down for it, or the harmless ones of the others. */
    static Workload workload(@Nullable Lab lab, @Nullable Path file, Snapshot snapshot) {
        if (file == null && lab != null) {
            return Workload.of("", lab.workload());
        }
        Workload all = Workloads.of(file, snapshot);
        return care(lab, file) == Care.OF_OTHERS ? Measurable.of(all, snapshot) : all;
    }

    static Care care(@Nullable Lab lab, @Nullable Path file) {
        boolean writtenDown = file == null ? lab != null : Workloads.isSql(file);
        return writtenDown ? Care.WRITTEN_DOWN : Care.OF_OTHERS;
    }

    private static Snapshot snapshot(Target target) {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session);
        }
    }

    /** Stage of an operation that comes from a plan. */
    static Stage stageOf(Operation operation) {
        return switch (operation.kind()) {
            case "Vacuum",
                    "Analyze",
                    "Freeze",
                    "Prewarm",
                    "RefreshMaterializedView",
                    "SetStorageParameter",
                    "CreateExtension",
                    "Reindex",
                    "Repack",
                    "TerminateBackend" -> Stage.REPAIR;
            case "ReplacePolicy", "CreatePolicy" -> Stage.POLICY;
            case "SetDatabaseSetting", "SetRoleSetting", "SetSystemSetting" -> Stage.SETTING;
            case "DropIndex" -> Stage.DROP;
            default -> Stage.INDEX;
        };
    }
}
