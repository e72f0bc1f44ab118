package dev.pgwright.advice.workflow;

import dev.pgwright.check.Tables;
import dev.pgwright.check.vacuum.BloatEstimate;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Btrees that are much larger than they would be if they were built now, by the sizes that statistics predict. */
final class BloatedIndexes {
    /** Ten megabytes: what a smaller one wastes is not worth a rebuild. */
    private static final long SMALLEST_PAGES = 1280;

    private BloatedIndexes() {}

    /** One of them; sizes in pages. */
    record Bloat(TableName table, String name, long pages, long expected) {
        double share() {
            return 1 - (double) expected / pages;
        }
    }

    /** Those of which more than this share is empty, the largest waste first. */
    static List<Bloat> of(Snapshot snapshot, Tables tables, double share) {
        BloatEstimate estimates = new BloatEstimate(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE && table.tuples() > 0)
                .flatMap(table -> snapshot.indexesOf(table.oid()).stream().flatMap(index -> bloat(estimates, index)))
                .filter(bloat -> bloat.share() > share)
                .sorted(Comparator.comparingLong((Bloat bloat) -> bloat.expected() - bloat.pages()))
                .toList();
    }

    private static Stream<Bloat> bloat(BloatEstimate estimates, Index index) {
        return index.pages() < SMALLEST_PAGES
                ? Stream.empty()
                : estimates.btree(index).stream()
                        .map(bloat -> new Bloat(
                                new TableName(index.schema(), index.relation()),
                                index.name(),
                                bloat.pages(),
                                Math.round(bloat.expected())));
    }
}
