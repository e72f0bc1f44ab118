package dev.pgwright.check.index;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.List;
import java.util.Optional;

/** A foreign key whose rows can only be found by reading the whole table. */
public final class UnindexedForeignKey implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "unindexed-foreign-key",
            Theme.INDEX,
            Impact.HIGH,
            Facts.RELATION,
            Facts.CONSTRAINT,
            Facts.INDEX,
            Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return tables.all()
                .flatMap(table -> snapshot.constraintsOf(table.oid()).stream()
                        .filter(key -> key.type() == Constraint.Type.FOREIGN_KEY && key.parentOid() == null)
                        .filter(key -> !Indexes.covers(snapshot, tables, table, key.columns()))
                        .map(key -> finding(snapshot, tables, table, key, thresholds)))
                .toList();
    }

    private static Finding finding(
            Snapshot snapshot, Tables tables, Relation table, Constraint key, Thresholds thresholds) {
        Optional<Relation> parent = Optional.ofNullable(key.referencedOid()).flatMap(snapshot::relation);
        long deletes = parent.map(p -> tables.statistic(p, TableStatistics::rowsDeleted))
                .orElse(0L);
        Impact byRows = tables.impact(table, thresholds);
        // Without deletes of the parent only joins from the parent pay, which not every application has.
        Impact impact = byRows == Impact.HIGH && deletes == 0 ? Impact.MEDIUM : byRows;
        String columns = String.join(", ", key.columns());
        String target = key.referencedSchema() + "." + key.referencedRelation();
        return Finding.of(
                INFO,
                Tables.name(table) + "." + key.name(),
                impact,
                "Foreign key " + key.name() + " of " + Tables.name(table) + " (" + columns + ") has no index",
                Figures.ofTable(table.schema(), table.name())
                        .and("constraint", key.name())
                        .and("columns", key.columns())
                        .and("references", target)
                        .and("on_delete", key.onDelete())
                        .and("rows", tables.rows(table))
                        .and("parent_rows_deleted", deletes),
                "Deleting a row of " + target + ", or changing its key, reads all of " + Tables.name(table)
                        + " to look for rows that refer to it; so does a join from there.");
    }
}
