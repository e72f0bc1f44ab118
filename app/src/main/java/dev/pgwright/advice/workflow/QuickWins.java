package dev.pgwright.advice.workflow;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedies;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.vacuum.AutovacuumSettings;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetStorageParameter;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import dev.pgwright.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is cheap, safe and soon done: statistics, remains of failed builds, superfluous and missing indexes, policies
 * that are evaluated for each row, settings that no restart needs, autovacuum where much is written.
 */
public final class QuickWins {
    /** What takes longer belongs into the night. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Share of a table's rows that are written anew while counters count, from which it counts as hot. */
    private static final double HOT = 0.2;
    /** Two per cent of the rows dead, or one changed: what PostgreSQL's own defaults are divided by ten. */
    private static final String VACUUM_SCALE = "0.02";

    private static final String ANALYZE_SCALE = "0.01";

    private QuickWins() {}

    /** From the findings' own remedies. */
    public static WorkPlan of(Snapshot snapshot) {
        List<Finding> findings = CheckRunner.run(snapshot, Thresholds.general()).findings();
        WorkPlan.Builder plan = new WorkPlan.Builder();
        List<Proposal> proposals = Remedies.propose(worthwhile(findings), snapshot);
        for (Stage stage : Stage.values()) {
            proposals.stream()
                    .filter(proposal -> proposal.stage() == stage)
                    .forEach(proposal -> addIfShort(plan, proposal, snapshot));
            if (stage == Stage.REPAIR) {
                autovacuum(plan, snapshot);
            }
        }
        long open = findings.stream()
                .filter(finding -> Remedies.propose(finding, snapshot).isEmpty())
                .count();
        if (open > 0) {
            plan.note(Words.count(open, "finding needs", "findings need")
                    + " a person, or more than a quick change: ./pgwright diagnose shows them.");
        }
        return plan.build(Workflow.QUICK_WINS.id());
    }

    /** An index for a foreign key of a small table finds nothing faster than reading the table. */
    private static List<Finding> worthwhile(List<Finding> findings) {
        Predicate<Finding> index = finding -> finding.check().equals("unindexed-foreign-key")
                || finding.check().equals("policy-column-without-index");
        return findings.stream()
                .filter(finding -> !index.test(finding) || finding.impact().atLeast(Impact.MEDIUM))
                .toList();
    }

    private static void addIfShort(WorkPlan.Builder plan, Proposal proposal, Snapshot snapshot) {
        double seconds = proposal.operations().stream()
                .mapToDouble(operation -> operation.estimate(snapshot).seconds())
                .sum();
        if (seconds <= LONGEST.toSeconds()) {
            plan.add(proposal);
        } else {
            Operation first = proposal.operations().get(0);
            plan.note(first.title() + " would take about " + Math.round(seconds / 60)
                    + " min: not a quick win, but part of ./pgwright plan weekly, or of tune.");
        }
    }

    private static void autovacuum(WorkPlan.Builder plan, Snapshot snapshot) {
        Thresholds thresholds = Thresholds.general();
        Tables tables = new Tables(snapshot);
        tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> tables.rows(table) >= thresholds.largeTableRows())
                .filter(table -> isHot(tables, table))
                .forEach(table -> {
                    scale(plan, snapshot, table, "autovacuum_vacuum_scale_factor", VACUUM_SCALE);
                    scale(plan, snapshot, table, "autovacuum_analyze_scale_factor", ANALYZE_SCALE);
                });
    }

    private static boolean isHot(Tables tables, Relation table) {
        long written = tables.statistic(table, TableStatistics::rowsUpdated)
                + tables.statistic(table, TableStatistics::rowsDeleted);
        return written >= HOT * tables.rows(table);
    }

    /** What somebody has set stays. */
    private static void scale(
            WorkPlan.Builder plan, Snapshot snapshot, Relation table, String parameter, String value) {
        if (new AutovacuumSettings(snapshot, table).option(parameter).isEmpty()) {
            plan.add(
                    new SetStorageParameter(new TableName(table.schema(), table.name()), parameter, null, value),
                    "The table is large and much of it is written: autovacuum comes when a small share has changed, not"
                            + " a fifth");
        }
    }
}
