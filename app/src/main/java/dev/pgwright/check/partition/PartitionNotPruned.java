package dev.pgwright.check.partition;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.query.Statements;
import dev.pgwright.check.query.Statements.Repeated;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.analysis.Clause;
import dev.pgwright.pgquery.analysis.RelationUse.Access;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Statements whose conditions do not name the column by which a table is partitioned: they read every partition. */
public final class PartitionNotPruned implements Check {
    /** With fewer partitions it hardly matters. */
    private static final int FEWEST_PARTITIONS = 3;

    private static final Set<Access> THROUGH_ROWS = EnumSet.of(Access.READ, Access.UPDATE, Access.DELETE);
    private static final Set<Clause> CONDITIONS = EnumSet.of(Clause.WHERE, Clause.JOIN);

    private static final CheckInfo INFO = CheckInfo.of(
            "partition-not-pruned",
            Theme.PARTITION,
            Impact.MEDIUM,
            Facts.RELATION,
            Facts.PARTITION_KEY,
            Facts.COLUMN,
            Facts.STATEMENT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<TimePartitions> tables = TimePartitions.of(snapshot).stream()
                .filter(table -> table.parts().size() >= FEWEST_PARTITIONS)
                .toList();
        if (tables.isEmpty()) {
            return List.of();
        }
        Map<TimePartitions, List<Repeated>> found = new LinkedHashMap<>();
        SnapshotCatalog catalog = SnapshotCatalog.of(snapshot);
        for (Repeated statement : Statements.repeated(snapshot, thresholds)) {
            analyze(statement, catalog)
                    .ifPresent(analysis -> tables.stream()
                            .filter(table -> readsAll(analysis, table))
                            .forEach(table -> found.computeIfAbsent(table, key -> new ArrayList<>())
                                    .add(statement)));
        }
        return found.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return TimePartitions.of(snapshot).isEmpty() ? Optional.empty() : Statements.doubt(INFO, snapshot);
    }

    private static Optional<StatementAnalysis> analyze(Repeated statement, SnapshotCatalog catalog) {
        try {
            return SqlText.parser().analyze(statement.query(), catalog).stream().findFirst();
        } catch (PgQueryException e) {
            return Optional.empty(); // cut off by track_activity_query_size
        }
    }

    private static boolean readsAll(StatementAnalysis analysis, TimePartitions table) {
        String name = Tables.name(table.table());
        boolean goesThrough = analysis.relations().stream()
                .anyMatch(use -> THROUGH_ROWS.contains(use.access())
                        && use.relation().toString().equals(name));
        return goesThrough
                && analysis.columns().stream()
                        .filter(use -> CONDITIONS.contains(use.clause()))
                        .flatMap(use -> use.origins().stream())
                        .noneMatch(origin -> origin.relation().toString().equals(name)
                                && origin.column().equals(table.column()));
    }

    private static Finding finding(TimePartitions table, List<Repeated> statements) {
        String name = Tables.name(table.table());
        return Finding.of(
                INFO,
                name,
                Impact.MEDIUM,
                "Statements on " + name + " read all of its partitions",
                Figures.ofTable(table.table().schema(), table.table().name())
                        .and("column", table.column())
                        .and("partitions", table.parts().size())
                        .and(
                                "statements",
                                statements.stream().map(Repeated::query).toList())
                        .and(
                                "calls",
                                statements.stream().mapToLong(Repeated::calls).sum()),
                "Their conditions do not name " + table.column()
                        + ", so no partition can be left out: each is planned, locked and searched by an index of its own.");
    }
}
