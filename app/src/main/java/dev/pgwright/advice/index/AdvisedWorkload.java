package dev.pgwright.advice.index;

import dev.pgwright.advice.index.IndexAdvice.LeftOut;
import dev.pgwright.advice.index.search.TwinCosts;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.analysis.Clause;
import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.twin.PlanningRole;
import dev.pgwright.twin.Scene;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.twin.WhatIfPlan;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements of a workload that could be read and planned, and what they write.
 *
 * @param statements those
 * @param leftOut the others, with the reason
 */
record AdvisedWorkload(List<Advised> statements, List<LeftOut> leftOut, WriteLoad.ByTable writes) {
    AdvisedWorkload {
        statements = List.copyOf(statements);
        leftOut = List.copyOf(leftOut);
    }

    /** Reads each statement and plans it once on the twin. */
    static AdvisedWorkload read(Snapshot snapshot, WhatIfIndexes twin, List<WorkloadStatement> workload) {
        Map<String, SnapshotCatalog> catalogs = new HashMap<>();
        PolicyConditions policies = new PolicyConditions(snapshot);
        List<Advised> read = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (WorkloadStatement statement : workload) {
            String role = statement.role() == null ? snapshot.server().role() : statement.role();
            SnapshotCatalog catalog = catalogs.computeIfAbsent(role, r -> SnapshotCatalog.of(snapshot, r));
            try {
                List<StatementAnalysis> analyses = SqlText.parser().analyze(statement.sql(), catalog);
                if (analyses.size() == 1) {
                    read.add(new Advised(
                            statement,
                            analyses.get(0),
                            policies.of(role, catalog, analyses.get(0)),
                            Scene.AS_IT_IS.as(PlanningRole.onTwin(snapshot, statement))));
                } else {
                    leftOut.add(new LeftOut(statement.name(), "it is not one statement"));
                }
            } catch (PgQueryException e) {
                leftOut.add(new LeftOut(statement.name(), "it cannot be read: " + e.getMessage()));
            }
        }
        return planned(snapshot, twin, read, leftOut);
    }

    private record Planned(Optional<WhatIfPlan> plan, String problem) {}

    private static AdvisedWorkload planned(
            Snapshot snapshot, WhatIfIndexes twin, List<Advised> read, List<LeftOut> leftOut) {
        List<Planned> plans = twin.forEach(read, (session, advised) -> {
            try {
                WhatIfPlan plan = session.explain(advised.statement().sql(), advised.scene());
                return new Planned(Optional.of(plan), "");
            } catch (PgwrightException e) {
                return new Planned(Optional.empty(), String.valueOf(e.getMessage()));
            }
        });
        List<Advised> kept = new ArrayList<>();
        Map<TableName, WriteLoad> writes = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
            Advised advised = read.get(i);
            Optional<WhatIfPlan> plan = plans.get(i).plan();
            if (plan.isEmpty()) {
                leftOut.add(new LeftOut(advised.statement().name(), plans.get(i).problem()));
                continue;
            }
            kept.add(advised);
            addWrites(advised, plan.get(), writes);
        }
        countersWhereNothingIsWritten(snapshot, writes);
        return new AdvisedWorkload(kept, leftOut, new WriteLoad.ByTable(writes));
    }

    private static void addWrites(Advised advised, WhatIfPlan plan, Map<TableName, WriteLoad> writes) {
        StatementAnalysis analysis = advised.analysis();
        List<RelationUse> targets = analysis.relations().stream()
                .filter(use -> switch (use.access()) {
                    case INSERT, UPDATE, DELETE, MERGE -> true;
                    case READ, UTILITY -> false;
                })
                .toList();
        if (targets.isEmpty()) {
            return;
        }
        Set<String> set = analysis.columns().stream()
                .filter(column -> column.clause() == Clause.TARGET)
                .map(column -> column.column())
                .collect(Collectors.toUnmodifiableSet());
        double rows = rows(plan.root()) * advised.statement().calls();
        for (RelationUse target : targets) {
            TableName table =
                    new TableName(target.relation().schema(), target.relation().name());
            WriteLoad load = switch (target.access()) {
                case INSERT -> new WriteLoad(rows, 0, Map.of());
                case DELETE -> new WriteLoad(0, rows, Map.of());
                default -> new WriteLoad(0, 0, Map.of(set, rows));
            };
            writes.merge(table, load, WriteLoad::and);
        }
    }

    /** Rows that the statement writes: what flows into its ModifyTable. */
    private static double rows(PlanNode plan) {
        return plan.all()
                .filter(node -> node.type().equals("ModifyTable"))
                .flatMap(node -> node.children().stream())
                .filter(node -> node.subplan() == null)
                .mapToDouble(PlanNode::rows)
                .sum();
    }

    /** A workload of reads only says nothing of the writes: then the server's counters do. */
    private static void countersWhereNothingIsWritten(Snapshot snapshot, Map<TableName, WriteLoad> writes) {
        for (TableStatistics counters : snapshot.rows(Facts.TABLE_STATISTICS)) {
            WriteLoad load = WriteLoad.of(counters);
            if (!load.isNone()) {
                writes.putIfAbsent(new TableName(counters.schema(), counters.relation()), load);
            }
        }
    }

    /** For the planner. */
    List<TwinCosts.Statement> forPlanner() {
        return statements.stream()
                .map(advised -> new TwinCosts.Statement(advised.statement().sql(), advised.scene()))
                .toList();
    }
}
