package dev.pgwright.advice.workflow;

import dev.pgwright.check.Tables;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        IndexSize sizes = new IndexSize(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE && table.tuples() > 0)
                .flatMap(table -> snapshot.indexesOf(table.oid()).stream().flatMap(index -> bloat(sizes, index)))
                .filter(bloat -> bloat.share() > share)
                .sorted(Comparator.comparingLong((Bloat bloat) -> bloat.expected() - bloat.pages()))
                .toList();
    }

    private static Stream<Bloat> bloat(IndexSize sizes, Index index) {
        boolean known = index.accessMethod().equals("btree")
                && index.valid()
                && !index.partial()
                && index.pages() >= SMALLEST_PAGES
                && index.keys().stream().allMatch(key -> key.column() != null);
        return known
                ? expected(sizes, index).stream()
                        .map(pages -> new Bloat(
                                new TableName(index.schema(), index.relation()), index.name(), index.pages(), pages))
                : Stream.empty();
    }

    private static Optional<Long> expected(IndexSize sizes, Index index) {
        List<String> columns =
                index.keys().stream().map(key -> String.valueOf(key.column())).toList();
        IndexShape plain = IndexShape.btree(index.relationOid(), columns).including(index.included());
        IndexShape shape = index.unique() ? plain.asUnique() : plain;
        try {
            return Optional.of(sizes.estimate(shape.filled(fillfactor(index))).pages());
        } catch (PgwrightException e) {
            return Optional.empty(); // never analyzed
        }
    }

    private static int fillfactor(Index index) {
        return index.options().stream()
                .filter(option -> option.startsWith("fillfactor="))
                .map(option -> Integer.parseInt(option.substring("fillfactor=".length())))
                .findFirst()
                .orElse(90); // BTREE_DEFAULT_FILLFACTOR (nbtree.h)
    }
}
