package dev.pgwright.twin;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Predicts how large an index would be if it were built now, from statistics alone. */
public final class IndexSize {
    private final Snapshot snapshot;
    private final KeyColumns columns;
    private final Groups groups;
    private final DistinctEstimates estimates;
    /** From the statistics alone: enough for the few pages above the leaves. */
    private final Groups rough;

    /** Estimates from this snapshot alone. */
    public IndexSize(Snapshot snapshot) {
        this(snapshot, DistinctEstimates.NONE);
    }

    /** Estimates from this snapshot, with a better source for distinct combinations. */
    public IndexSize(Snapshot snapshot, DistinctEstimates estimates) {
        this.snapshot = snapshot;
        this.estimates = estimates;
        Distincts distincts = new Distincts(snapshot);
        this.columns = new KeyColumns(snapshot, distincts);
        this.groups = new Groups(distincts, estimates);
        this.rough = new Groups(distincts, DistinctEstimates.NONE);
    }

    /**
     * Size of a freshly built index.
     *
     * @throws PgwrightException UNKNOWN_NAME when the snapshot has no such table or column
     */
    public IndexEstimate estimate(IndexShape shape) {
        Relation table = snapshot.relation(shape.relationOid())
                .orElseThrow(() -> new PgwrightException(
                        ErrorCode.UNKNOWN_NAME,
                        "The snapshot has no table with the oid " + shape.relationOid(),
                        "Take the snapshot again."));
        double rows = Objects.requireNonNullElse(shape.rows(), Math.max(0, table.tuples()));
        return switch (shape.accessMethod()) {
            case "hash" -> hash(table, shape, rows);
            case "brin" -> brin(table, shape);
            case "gin" -> gin(table, shape, rows);
            case "gist", "spgist" -> gist(table, shape, rows);
            case "btree" -> btree(table, shape, rows);
            default ->
                throw new PgwrightException(
                        ErrorCode.USAGE,
                        "The size of an index by " + shape.accessMethod() + " cannot be predicted",
                        "Use one of btree, hash, gin, gist, spgist and brin.");
        };
    }

    private IndexEstimate hash(Relation table, IndexShape shape, double rows) {
        KeyColumn key = columns.of(table, shape.keys().get(0));
        int fillfactor = Objects.requireNonNullElse(shape.fillfactor(), HashSize.FILLFACTOR);
        return new HashSize(Math.max(0, table.tuples()), fillfactor).estimate(groups.of(table, List.of(key)), rows);
    }

    /** BRIN keeps what holds all of a page's ranges or boxes, not the least and the greatest. */
    private static boolean isContainer(String type) {
        return type.endsWith("range") || type.equals("box");
    }

    private IndexEstimate gist(Relation table, IndexShape shape, double rows) {
        IndexShape.Key key = shape.keys().get(0);
        KeyColumn column = columns.of(table, key);
        return new GistSize(shape.accessMethod().equals("spgist"))
                .estimate(column, columns.type(table, key), rows * (1 - column.nullFraction()));
    }

    private IndexEstimate gin(Relation table, IndexShape shape, double rows) {
        List<GinSize.Entries> entries = new ArrayList<>();
        for (IndexShape.Key key : shape.keys()) {
            entries.addAll(seen(table, key, rows).orElseGet(() -> columns.entries(table, key, rows)));
        }
        return new GinSize(Math.max(1, table.pages())).estimate(entries, rows);
    }

    private Optional<List<GinSize.Entries>> seen(Relation table, IndexShape.Key key, double rows) {
        String name = key.name();
        if (name == null || table.tuples() < 1) {
            return Optional.empty();
        }
        double missing = rows * columns.of(table, key).nullFraction();
        return estimates
                .entries(table.oid(), name, columns.type(table, key), key.operatorClass())
                .map(seen -> {
                    List<GinSize.Entries> found = new ArrayList<>(seen.of(rows));
                    if (missing >= 1) {
                        found.add(new GinSize.Entries(1, missing, 0)); // the placeholder of NULL
                    }
                    return found;
                });
    }

    private IndexEstimate brin(Relation table, IndexShape shape) {
        List<KeyColumn> keys =
                shape.keys().stream().map(key -> columns.of(table, key)).toList();
        List<BrinSize.BrinOperators> operators = new ArrayList<>();
        for (IndexShape.Key key : shape.keys()) {
            operators.add(BrinSize.BrinOperators.of(key.operatorClass(), isContainer(columns.type(table, key))));
        }
        int perRange = Objects.requireNonNullElse(shape.pagesPerRange(), BrinSize.PAGES_PER_RANGE);
        return new BrinSize(table.pages(), perRange).estimate(keys, operators);
    }

    private IndexEstimate btree(Relation table, IndexShape shape, double rows) {
        List<KeyColumn> keys =
                shape.keys().stream().map(key -> columns.of(table, key)).toList();
        List<KeyColumn> all = new ArrayList<>(keys);
        shape.included().forEach(name -> all.add(columns.column(table, name)));
        // an index with INCLUDE columns never deduplicates, nor does the build of a unique one (nbtree README)
        boolean deduplicated = shape.deduplicate()
                && !shape.unique()
                && shape.included().isEmpty()
                && keys.stream().allMatch(KeyColumn::equalImage);
        List<Double> prefixes = new ArrayList<>();
        for (int i = 1; i <= keys.size(); i++) {
            prefixes.add(rough.of(table, keys.subList(0, i)).distinct(rows));
        }
        int fillfactor = Objects.requireNonNullElse(shape.fillfactor(), BtreeSize.FILLFACTOR);
        BtreeSize size = new BtreeSize(all, keys.size(), deduplicated, fillfactor);
        String condition = shape.condition();
        Optional<PartOfTable> part =
                condition == null ? Optional.empty() : estimates.part(table.oid(), condition, rows);
        if (part.isPresent()) {
            List<Double> fewer = prefixes.stream()
                    .map(one -> Math.min(one, part.get().rows()))
                    .toList();
            return size.estimate(
                    Groups.of(part.get(), inPart(all, part.get())), part.get().rows(), fewer);
        }
        // where each row has a tuple of its own it does not matter which go together
        ValueGroups whole = deduplicated ? groups.of(table, all) : rough.of(table, all);
        return size.estimate(whole, rows, prefixes);
    }

    private static List<KeyColumn> inPart(List<KeyColumn> columns, PartOfTable part) {
        return columns.stream()
                .map(one -> one.column() == null ? one : one.withNullFraction(part.nullFraction(one.column())))
                .toList();
    }
}
