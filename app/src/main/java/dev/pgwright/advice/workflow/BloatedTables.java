package dev.pgwright.advice.workflow;

import dev.pgwright.check.Tables;
import dev.pgwright.check.vacuum.BloatEstimate;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;

/** Tables that are much larger than their rows would need, by what statistics tell. */
final class BloatedTables {
    /** Ten megabytes: what a smaller one wastes is not worth a rewrite. */
    private static final long SMALLEST_PAGES = 1280;

    private BloatedTables() {}

    /** One of them; sizes in pages. */
    record Bloat(Relation table, long pages, long expected) {
        double share() {
            return 1 - (double) expected / pages;
        }

        TableName name() {
            return new TableName(table.schema(), table.name());
        }
    }

    /** Those of which more than this share is empty, the largest waste first. */
    static List<Bloat> of(Snapshot snapshot, Tables tables, double share) {
        BloatEstimate estimates = new BloatEstimate(snapshot);
        return tables.all()
                .filter(table -> "heap".equals(table.accessMethod()) && table.pages() >= SMALLEST_PAGES)
                .flatMap(table -> estimates.heap(table).stream()
                        .map(bloat -> new Bloat(table, bloat.pages(), Math.round(bloat.expected()))))
                .filter(bloat -> bloat.share() > share)
                .sorted(Comparator.comparingLong((Bloat bloat) -> bloat.expected() - bloat.pages()))
                .toList();
    }
}
