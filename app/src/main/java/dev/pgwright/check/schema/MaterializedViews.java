package dev.pgwright.check.schema;

import dev.pgwright.check.Tables;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.stream.Stream;

/** Materialized views of the user's, and what can be said of them. */
final class MaterializedViews {
    private MaterializedViews() {}

    static Stream<Relation> all(Snapshot snapshot) {
        Tables tables = new Tables(snapshot);
        return snapshot.rows(Facts.RELATION).stream()
                .filter(relation -> relation.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .filter(tables::isUsersView);
    }

    /** What REFRESH ... CONCURRENTLY needs: a unique index on plain columns without a condition (matview.c). */
    static boolean canRefreshBesideReaders(Snapshot snapshot, Relation view) {
        return view.populated()
                && snapshot.indexesOf(view.oid()).stream()
                        .anyMatch(index -> index.unique()
                                && index.valid()
                                && index.immediate()
                                && !index.partial()
                                && index.keys().stream().allMatch(key -> key.column() != null));
    }

    static long rowsChanged(TableStatistics counters) {
        return counters.rowsInserted() + counters.rowsUpdated() + counters.rowsDeleted();
    }
}
