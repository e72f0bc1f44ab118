package dev.pgwright;

import dev.pgwright.advice.workflow.Maintenance;
import dev.pgwright.advice.workflow.PreBatch;
import dev.pgwright.advice.workflow.QuickWins;
import dev.pgwright.advice.workflow.UnusedIndexes;
import dev.pgwright.advice.workflow.UnusedIndexes.Observation;
import dev.pgwright.advice.workflow.WorkPlan;
import dev.pgwright.change.ChangeJson;
import dev.pgwright.change.Ledgers;
import dev.pgwright.change.PlanRun;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.report.IndexAdviceResult;
import dev.pgwright.report.PlanReport;
import dev.pgwright.report.PlanReport.PlanStep;
import dev.pgwright.report.Tuning;
import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code plan}: preparation and maintenance, shown or done. */
final class PlanVerb {
    private static final String OBSERVATION = "unused-index";

    private final CacheFolder cache;
    private final Ledgers ledgers;
    private final Clock clock;
    private final Progress progress;
    private final Function<String, Target> targets;

    PlanVerb(CacheFolder cache, Ledgers ledgers, Clock clock, Progress progress, Function<String, Target> targets) {
        this.cache = cache;
        this.ledgers = ledgers;
        this.clock = clock;
        this.progress = progress;
        this.targets = targets;
    }

    /** A plan with what it was made from, and what is to be written down when it is applied. */
    private record Prepared(WorkPlan plan, Snapshot snapshot, Map<String, String> notes) {}

    PlanReport show(Place place, PlanWishes wishes) {
        Prepared prepared = prepare(place, wishes);
        return report(place, prepared);
    }

    private PlanReport report(Place place, Prepared prepared) {
        WorkPlan plan = prepared.plan;
        return PlanReport.of(
                "plan",
                place.label(),
                clock.instant(),
                plan.name(),
                steps(plan.tasks(), prepared.snapshot),
                steps(plan.afterwards(), prepared.snapshot),
                plan.notes());
    }

    private static List<PlanStep> steps(List<WorkPlan.Task> tasks, Snapshot snapshot) {
        List<PlanStep> steps = new ArrayList<>();
        tasks.forEach(task ->
                steps.add(PlanStep.of(steps.size() + 1, task.operation(), task.reason(), task.risk(), snapshot)));
        return steps;
    }

    Tuning apply(Place place, PlanWishes wishes, ApplyWishes how) {
        Prepared prepared = prepare(place, wishes);
        WorkPlan plan = prepared.plan;
        List<PlanRun.Item> items = plan.tasks().stream()
                .map(task -> new PlanRun.Item(task.operation(), task.reason()))
                .toList();
        String name = plan.name() + " " + clock.instant();
        Tuning done = new ApplyVerb(ledgers, clock, progress).run(place, name, items, how, prepared.snapshot);
        ledgers.write(place.target(), OBSERVATION, prepared.notes);
        List<String> notes = new ArrayList<>(plan.notes());
        afterwards(plan, done, place).ifPresent(notes::add);
        notes.addAll(done.notes());
        return new Tuning(
                done.schemaVersion(),
                "plan",
                done.target(),
                done.takenAt(),
                done.applied(),
                done.ledger(),
                done.workload(),
                done.totals(),
                done.operations(),
                done.refuted(),
                done.findings(),
                notes);
    }

    /** What is only for the time of the work is taken back by its numbers. */
    private static java.util.Optional<String> afterwards(WorkPlan plan, Tuning done, Place place) {
        Set<String> objects = plan.afterwards().stream()
                .map(task -> task.operation().kind() + " " + task.operation().object())
                .collect(Collectors.toSet());
        String numbers = done.operations().stream()
                .filter(o -> o.state().equals("kept") || o.state().equals("watched"))
                .filter(o -> objects.contains(o.kind() + " " + o.object()))
                .map(ReportedOperation::id)
                .collect(Collectors.joining(","));
        return numbers.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of("When the work is over, take back what was only for it: ./pgwright undo "
                        + numbers + " " + place.label());
    }

    private Prepared prepare(Place place, PlanWishes wishes) {
        progress.report("reading " + place.label());
        Snapshot snapshot = read(place.target());
        return switch (wishes.workflow()) {
            case QUICK_WINS -> new Prepared(QuickWins.of(snapshot), snapshot, Map.of());
            case WEEKLY -> new Prepared(Maintenance.weekly(snapshot), snapshot, Map.of());
            case MONTHLY -> new Prepared(Maintenance.monthly(snapshot), snapshot, Map.of());
            case PRE_BATCH -> new Prepared(preBatch(place, wishes, snapshot), snapshot, Map.of());
            case UNUSED_INDEXES -> unused(place, wishes, snapshot);
        };
    }

    private static Snapshot read(Target target) {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session);
        }
    }

    private WorkPlan preBatch(Place place, PlanWishes wishes, Snapshot snapshot) {
        Workload all = TuneVerb.workload(place.lab(), wishes.workload(), snapshot);
        List<WorkloadStatement> batch = all.statements().stream()
                .filter(statement -> isChosen(statement, wishes.only()))
                .toList();
        if (batch.isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "There are no statements of a batch to prepare for",
                    "Give them with --workload FILE, and --only 'batch-*' when the file holds others too.");
        }
        Workload chosen = new Workload(all.source(), batch, List.of(), 0, List.of());
        IndexAdviceResult advice =
                IndexesVerb.of(cache, clock, progress, chosen).run(place);
        List<PreBatch.Needed> needed = advice.selected().stream()
                .map(index -> new PreBatch.Needed(index.change(), index.serves()))
                .toList();
        return PreBatch.of(snapshot, batch, needed, wishes.role());
    }

    private static boolean isChosen(WorkloadStatement statement, @Nullable String pattern) {
        return pattern == null || Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), statement.name());
    }

    private Prepared unused(Place place, PlanWishes wishes, Snapshot snapshot) {
        List<UnusedIndexes.Node> nodes = Replicas.nodes(
                place.target(),
                snapshot,
                wishes.replicas().stream().map(targets).toList(),
                progress);
        Map<String, Observation> earlier = new HashMap<>();
        ledgers.notes(place.target(), OBSERVATION)
                .forEach((index, json) -> earlier.put(index, ChangeJson.read(json, Observation.class)));
        UnusedIndexes.Result result = UnusedIndexes.of(nodes, earlier, wishes.unused());
        Map<String, String> notes = new HashMap<>();
        result.observations().forEach((index, seen) -> notes.put(index, ChangeJson.write(seen)));
        return new Prepared(result.plan(), snapshot, notes);
    }
}
