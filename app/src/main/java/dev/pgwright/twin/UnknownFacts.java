package dev.pgwright.twin;

import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.RelationMeasurement;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the snapshot does not say, for lack of privileges or since it was not measured, and what that costs. */
final class UnknownFacts {
    private final Snapshot snapshot;
    private final Set<String> withStatistics = new HashSet<>();
    private final Map<Long, RelationMeasurement> measured = new HashMap<>();

    private UnknownFacts(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (ColumnStatistics s : snapshot.rows(Facts.COLUMN_STATISTICS)) {
            withStatistics.add(s.schema() + '\0' + s.relation());
        }
        snapshot.rows(Facts.RELATION_MEASUREMENT).forEach(row -> measured.put(row.oid(), row));
    }

    static List<TwinGap> gaps(Snapshot snapshot) {
        UnknownFacts unknown = new UnknownFacts(snapshot);
        List<TwinGap> gaps = new ArrayList<>();
        unknown.ofSnapshot(gaps);
        snapshot.rows(Facts.RELATION).forEach(table -> unknown.ofTable(table, gaps));
        snapshot.rows(Facts.INDEX).forEach(index -> unknown.ofIndex(index, gaps));
        return gaps;
    }

    private void ofSnapshot(List<TwinGap> gaps) {
        if (snapshot.isRedacted()) {
            gaps.add(new TwinGap(
                    "statistics",
                    "Values were left out of this snapshot",
                    "conditions with constants are estimated by numbers of distinct values alone, ranges by defaults"));
        }
        if (measured.isEmpty()) {
            gaps.add(new TwinGap(
                    "files",
                    "Nothing was measured for this snapshot",
                    "tables and indexes are as long as at their last vacuum or analyze, heights of indexes are computed,"
                            + " and estimates beyond the ends of histograms may differ"));
        }
    }

    private void ofTable(Relation table, List<TwinGap> gaps) {
        boolean rows = table.tuples() > 0 && TableDdl.isTable(table);
        if (rows && !withStatistics.contains(table.schema() + '\0' + table.name())) {
            gaps.add(new TwinGap(
                    "statistics of " + table.schema() + "." + table.name(),
                    "The role that read the snapshot may not read them",
                    "conditions on its columns are estimated by defaults"));
        }
    }

    private void ofIndex(Index index, List<TwinGap> gaps) {
        String name = index.schema() + "." + index.name();
        boolean expression = index.keys().stream().anyMatch(key -> key.column() == null);
        boolean rows = index.tuples() > 0 && index.valid() && !index.partitioned();
        if (rows && expression && !withStatistics.contains(index.schema() + '\0' + index.name())) {
            gaps.add(new TwinGap(
                    "statistics of the expression of index " + name,
                    "Only the owner of its table sees them",
                    "conditions on the expression are estimated by defaults"));
        }
        @Nullable RelationMeasurement row = measured.get(index.oid());
        if (rows && index.accessMethod().equals("gin") && (row == null || row.gin() == null)) {
            gaps.add(new TwinGap(
                    "counters of GIN index " + name,
                    "They could not be told from outside",
                    "costs of its scans may differ"));
        }
    }
}
