package dev.pgwright.advice;

import dev.pgwright.check.Finding;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** The objects that a finding's facts name. */
public final class FoundTable {
    private FoundTable() {}

    /** The table's name. */
    public static TableName name(Finding finding) {
        return new TableName(finding.text("schema"), finding.text("table"));
    }

    /** The table. */
    public static Optional<Relation> relation(Finding finding, Snapshot snapshot) {
        return snapshot.relation(finding.text("schema"), finding.text("table"));
    }

    /** The index that the fact {@code index} names. */
    public static Optional<Index> index(Finding finding, Snapshot snapshot) {
        return relation(finding, snapshot).stream()
                .flatMap(table -> snapshot.indexesOf(table.oid()).stream())
                .filter(index -> index.name().equals(finding.text("index")))
                .findFirst();
    }

    /**
     * Removal of that index; none when it cannot be removed online, or not be made again. A partitioned table's index
     * can neither be dropped nor built concurrently.
     */
    public static Optional<DropIndex> drop(Finding finding, Snapshot snapshot) {
        return index(finding, snapshot)
                .filter(FoundTable::canBeMadeAgain)
                .flatMap(index -> Optional.ofNullable(index.definition())
                        .map(definition -> new DropIndex(
                                name(finding), index.name(), definition, index.comment(), index.valid())));
    }

    /** Its definition says everything, and it can be built concurrently. */
    private static boolean canBeMadeAgain(Index index) {
        return !index.partitioned()
                && index.parentOid() == null
                && !index.clustered()
                && index.tablespace() == null
                && index.keys().stream().allMatch(key -> key.statisticsTarget() == null);
    }
}
