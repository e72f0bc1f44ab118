package dev.pgwright.check.vacuum;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ToastTable;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much of a table or index is empty, from the planner's statistics alone: no page is read and no lock is taken.
 * Bloat is what a rewrite would give back; room that a fillfactor asks for is none.
 */
public final class BloatEstimate {
    /** Bytes of a page that rows can take (bufpage.h: PageHeaderData). */
    private static final int PAGE_HEADER = 24;
    /** Pieces of large values in a page (heaptoast.h: EXTERN_TUPLES_PER_PAGE). */
    private static final int PIECES_IN_PAGE = 4;
    /** BTREE_DEFAULT_FILLFACTOR (nbtree.h). */
    private static final int BTREE_FILLFACTOR = 90;

    private final Snapshot snapshot;
    private final IndexSize sizes;
    private final Map<Long, ToastTable> toasts;

    public BloatEstimate(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.sizes = new IndexSize(snapshot);
        this.toasts = snapshot.rows(Facts.TOAST_TABLE).stream()
                .collect(Collectors.toMap(ToastTable::relationOid, toast -> toast, (one, other) -> one));
    }

    /**
     * An estimate.
     *
     * @param pages pages that there are
     * @param expected pages after a rewrite
     */
    public record Bloat(long pages, double expected) {
        /** Empty share, 0 to 1. */
        public double share() {
            return pages == 0 ? 0 : Math.max(0, 1 - expected / pages);
        }

        /** Empty bytes, in pages of that size. */
        public long bytes(int pageBytes) {
            return Math.round(Math.max(0, pages - expected) * pageBytes);
        }
    }

    /** Of a table without its large values and indexes; none when it was never analyzed or has dropped columns. */
    public Optional<Bloat> heap(Relation table) {
        if (table.kind() != Relation.Kind.TABLE || table.tuples() < 0) {
            return Optional.empty();
        }
        int page = snapshot.server().blockSizeBytes();
        int kept = page * (100 - option(table.options(), 100)) / 100;
        return TupleSize.of(snapshot, table).map(size -> {
            double room = page - PAGE_HEADER - kept;
            double inPage = size.fixed()
                    ? Math.floor(room / size.bytes())
                    : room / size.bytes() - 0.5; // the next one does not fit, by half of one on average
            return new Bloat(table.pages(), Math.ceil(table.tuples() / Math.max(inPage, 1)));
        });
    }

    /**
     * Of the table that keeps a table's large values: at least so much, because the last piece of each value may be
     * smaller than the others. None when it was never vacuumed.
     */
    public Optional<Bloat> toast(Relation table) {
        return Optional.ofNullable(toasts.get(table.oid()))
                .filter(toast -> toast.tuples() >= 0 && toast.pages() > 0)
                .map(toast -> new Bloat(toast.pages(), Math.ceil(toast.tuples() / PIECES_IN_PAGE)));
    }

    /** Of a btree on plain columns without a condition; none for others, or when the table was never analyzed. */
    public Optional<Bloat> btree(Index index) {
        boolean known = index.accessMethod().equals("btree")
                && index.valid()
                && !index.partial()
                && !index.partitioned()
                && index.keys().stream().allMatch(key -> key.column() != null)
                && snapshot.relation(index.relationOid())
                        .filter(table -> table.tuples() >= 0)
                        .isPresent();
        return known ? expected(index).map(pages -> new Bloat(index.pages(), pages)) : Optional.empty();
    }

    private Optional<Long> expected(Index index) {
        List<String> columns =
                index.keys().stream().map(key -> String.valueOf(key.column())).toList();
        IndexShape plain = IndexShape.btree(index.relationOid(), columns).including(index.included());
        IndexShape shape = index.unique() ? plain.asUnique() : plain;
        try {
            return Optional.of(sizes.estimate(shape.filled(option(index.options(), BTREE_FILLFACTOR)))
                    .pages());
        } catch (PgwrightException e) {
            return Optional.empty(); // never analyzed
        }
    }

    private static int option(List<String> options, int otherwise) {
        return options.stream()
                .filter(option -> option.startsWith("fillfactor="))
                .map(option -> Integer.parseInt(option.substring("fillfactor=".length())))
                .findFirst()
                .orElse(otherwise);
    }
}
