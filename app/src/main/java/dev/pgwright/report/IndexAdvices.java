package dev.pgwright.report;

import dev.pgwright.advice.index.BuildTime;
import dev.pgwright.advice.index.IndexAdvice;
import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.vacuum.StaleStatistics;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Step;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.report.IndexAdviceResult.Cost;
import dev.pgwright.report.IndexAdviceResult.DroppedIndex;
import dev.pgwright.report.IndexAdviceResult.Gap;
import dev.pgwright.report.IndexAdviceResult.LeftOut;
import dev.pgwright.report.IndexAdviceResult.RefutedIndex;
import dev.pgwright.report.IndexAdviceResult.SelectedIndex;
import dev.pgwright.report.IndexAdviceResult.StatementCost;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.twin.Calibration;
import dev.pgwright.twin.TwinGap;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what the index advisor found into what a report shows. */
public final class IndexAdvices {
    private final Snapshot snapshot;
    private final Workload workload;
    private final Map<String, Calibration.Result> calibrated = new HashMap<>();
    private final Map<String, String> fingerprints = new HashMap<>();
    private final Map<String, SnapshotCatalog> catalogs = new HashMap<>();

    /**
     * For the advice on one workload.
     *
     * @param calibration of its statements; empty when no target was asked
     */
    public IndexAdvices(Snapshot snapshot, Workload workload, List<Calibration.Result> calibration) {
        this.snapshot = snapshot;
        this.workload = workload;
        workload.statements()
                .forEach(statement ->
                        fingerprints.put(statement.name(), statement.origin().fingerprint()));
        calibration.forEach(result -> calibrated.put(result.statement().name(), result));
    }

    /** The result. */
    public IndexAdviceResult result(
            String target, Instant takenAt, IndexAdviceResult.Budget budget, IndexAdvice advice, List<TwinGap> gaps) {
        List<RefutedIndex> refuted =
                advice.refuted().stream().map(IndexAdvices::refuted).toList();
        return new IndexAdviceResult(
                Result.SCHEMA_VERSION,
                "indexes",
                target,
                takenAt,
                workload.source(),
                budget,
                advice.selected().stream()
                        .map(selected -> selected(selected, advice.refuted()))
                        .toList(),
                advice.drops().stream().map(IndexAdvices::dropped).toList(),
                new Cost(advice.costBefore(), advice.costAfter(), advice.relative()),
                advice.gap(),
                advice.statements().stream().map(this::statement).toList(),
                refuted,
                advice.candidates(),
                advice.seconds(),
                advice.plannerCalls(),
                leftOut(advice),
                gaps.stream()
                        .map(gap -> new Gap(gap.object(), gap.reason(), gap.consequence()))
                        .toList(),
                null,
                notes(advice));
    }

    /** What the workload's source says, and what the statistics of the tables are worth. */
    private List<String> notes(IndexAdvice advice) {
        List<String> notes = new ArrayList<>(workload.notes());
        Set<String> tables = advice.selected().stream()
                .map(selected -> selected.index().table().toString())
                .collect(Collectors.toSet());
        CheckRunner.run(List.of(new StaleStatistics()), snapshot, Thresholds.general()).findings().stream()
                .filter(finding -> tables.contains(finding.object()))
                .forEach(finding -> notes.add(finding.title()
                        + ", and the figures of its indexes rest on them. Run ANALYZE, then ask again."));
        partitioned()
                .forEach(table -> notes.add("Table " + table + " is partitioned: no index is advised for it, since one"
                        + " on all partitions cannot be built without blocking writes."));
        return notes;
    }

    /** Partitioned tables that the workload names. */
    private Set<String> partitioned() {
        Set<String> tables = snapshot.rows(Facts.RELATION).stream()
                .filter(table -> table.kind() == Relation.Kind.PARTITIONED_TABLE)
                .map(table -> table.schema() + "." + table.name())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!tables.isEmpty()) {
            Set<String> named = new HashSet<>();
            workload.statements().forEach(statement -> named.addAll(relations(statement)));
            tables.retainAll(named);
        }
        return tables;
    }

    private Set<String> relations(WorkloadStatement statement) {
        String role = statement.role() == null ? snapshot.server().role() : statement.role();
        SnapshotCatalog catalog = catalogs.computeIfAbsent(role, name -> SnapshotCatalog.of(snapshot, name));
        try {
            return SqlText.parser().analyze(statement.sql(), catalog).stream()
                    .flatMap(analysis -> analysis.relations().stream())
                    .map(use -> use.relation().schema() + "." + use.relation().name())
                    .collect(Collectors.toSet());
        } catch (PgQueryException e) {
            return Set.of(); // it is among those that are left out
        }
    }

    private SelectedIndex selected(IndexAdvice.Selected selected, List<IndexAdvice.Refuted> refuted) {
        CreateIndex index = selected.index();
        Step build = index.apply().get(0);
        double seconds = snapshot.relation(index.table().schema(), index.table().name())
                .map(table -> BuildTime.seconds(index, selected.size(), table))
                .orElse(Double.NaN);
        return new SelectedIndex(
                index.name(),
                index.table().toString(),
                build.sql() + ";",
                index.undo().get(0).sql() + ";",
                selected.size().bytes(),
                selected.gain(),
                selected.upkeep(),
                selected.serves(),
                seconds,
                build.lock().mode(),
                build.lock().blocks(),
                nearest(index, refuted),
                index);
    }

    /** The refuted candidate on the same table that shares the most keys, the more useful one among equals. */
    private static @Nullable RefutedIndex nearest(CreateIndex index, List<IndexAdvice.Refuted> refuted) {
        Optional<IndexAdvice.Refuted> nearest = refuted.stream()
                .filter(other -> other.index().table().equals(index.table()))
                .filter(other -> shared(index, other.index()) > 0)
                .max(Comparator.<IndexAdvice.Refuted>comparingInt(other -> shared(index, other.index()))
                        .thenComparingDouble(IndexAdvice.Refuted::gain));
        return nearest.map(IndexAdvices::refuted).orElse(null);
    }

    private static int shared(CreateIndex index, CreateIndex other) {
        int shared = (int) other.keys().stream().filter(index.keys()::contains).count();
        boolean sameLead = index.keys().get(0).equals(other.keys().get(0));
        return 2 * shared + (sameLead ? 1 : 0);
    }

    private static RefutedIndex refuted(IndexAdvice.Refuted refuted) {
        CreateIndex index = refuted.index();
        return new RefutedIndex(
                index.name(),
                index.table().toString(),
                index.apply().get(0).sql() + ";",
                refuted.size().bytes(),
                refuted.gain(),
                refuted.reason());
    }

    private static DroppedIndex dropped(IndexAdvice.Drop drop) {
        Step step = drop.index().apply().get(0);
        return new DroppedIndex(
                drop.index().name(),
                drop.index().table().toString(),
                step.sql() + ";",
                ReportedStep.undoOf(List.of(drop.index())),
                step.lock().mode(),
                step.lock().blocks(),
                drop.reason(),
                drop.index());
    }

    private StatementCost statement(IndexAdvice.StatementCost cost) {
        Calibration.Result result = calibrated.get(cost.name());
        return new StatementCost(
                cost.name(),
                fingerprint(cost),
                cost.calls(),
                cost.before(),
                cost.after(),
                cost.before() <= 0 ? 1 : cost.after() / cost.before(),
                cost.indexes(),
                result == null ? null : result.isCalibrated(),
                result == null ? "" : difference(result));
    }

    private static String difference(Calibration.Result result) {
        return switch (result.outcome()) {
            case IDENTICAL -> "";
            case SAME_SHAPE, DIFFERENT -> result.difference();
            case REFUSED_BY_TARGET -> "the target does not plan it: " + result.difference();
            case REFUSED_BY_TWIN -> "the twin does not plan it: " + result.difference();
        };
    }

    private String fingerprint(IndexAdvice.StatementCost cost) {
        String known = fingerprints.getOrDefault(cost.name(), "");
        try {
            return known.isEmpty() ? SqlText.parser().fingerprint(cost.sql()) : known;
        } catch (PgQueryException e) {
            return "";
        }
    }

    private List<LeftOut> leftOut(IndexAdvice advice) {
        List<LeftOut> all = new ArrayList<>();
        advice.leftOut().forEach(left -> all.add(new LeftOut(left.statement(), left.reason())));
        for (dev.pgwright.workload.LeftOut left : workload.leftOut()) {
            String what = left.what().isEmpty() ? "" : ": " + left.what();
            String share = left.share() > 0 ? ", " + Figures.percent(100 * left.share()) + " of the time" : "";
            all.add(new LeftOut(
                    left.statements() + " of " + workload.source(),
                    left.reason().words() + what + share));
        }
        return all;
    }
}
