package dev.pgwright.check.index;

import dev.pgwright.check.Tables;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.IndexStatistics;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What indexes have in common and what they serve. */
public final class Indexes {
    private Indexes() {}

    /** A finding's name for an index. */
    public static String name(Index index) {
        return index.schema() + "." + index.name();
    }

    /** Indexes of a table that are usable and fully known; those of a partitioned table's index count with that. */
    static Stream<Index> known(Snapshot snapshot, Relation table) {
        return snapshot.indexesOf(table.oid()).stream()
                .filter(index -> index.valid() && index.live() && !index.locked() && index.parentOid() == null)
                .filter(index ->
                        index.keys().stream().allMatch(key -> key.column() != null || key.expression() != null));
    }

    /** Whether one index could stand for the other: same kind of entries for the same rows. */
    static boolean sameKeys(Index one, Index other) {
        return sameRows(one, other)
                && one.keys().equals(other.keys())
                && one.included().equals(other.included());
    }

    static boolean sameRows(Index one, Index other) {
        return one.accessMethod().equals(other.accessMethod()) && Objects.equals(one.predicate(), other.predicate());
    }

    /** Whether the index does more than speed up queries, so that dropping it changes what the database accepts. */
    public static boolean hasDuty(Snapshot snapshot, Index index) {
        return index.constraintName() != null
                || index.primary()
                || index.exclusion()
                || index.replicaIdentity()
                || isReferenced(snapshot, index);
    }

    /** Whether a foreign key relies on the uniqueness that the index guarantees. */
    private static boolean isReferenced(Snapshot snapshot, Index index) {
        return index.unique()
                && snapshot.rows(Facts.CONSTRAINT).stream()
                        .anyMatch(constraint -> constraint.type() == Constraint.Type.FOREIGN_KEY
                                && Objects.equals(constraint.indexOid(), index.oid()));
    }

    /** Which of several equal indexes stays: first those with a duty, then the older one, then the shorter name. */
    static Comparator<Index> worth(Snapshot snapshot) {
        return Comparator.comparing(Index::primary)
                .thenComparing(index -> hasDuty(snapshot, index))
                .thenComparing(index -> index.unique() && index.immediate())
                .thenComparing(Index::unique)
                .reversed()
                .thenComparing(Index::oid)
                .thenComparing(index -> index.name().length())
                .thenComparing(Index::name);
    }

    /** Whether the columns, in any order, are the first of an index that finds every row by them. */
    static boolean leadsWith(Index index, List<String> columns) {
        if (!findsRows(index, columns) || index.keys().size() < columns.size()) {
            return false;
        }
        Set<String> leading = new HashSet<>();
        for (Index.Key key : index.keys().subList(0, columns.size())) {
            if (key.column() == null || key.collation() != null) {
                return false;
            }
            leading.add(key.column());
        }
        return leading.equals(new HashSet<>(columns));
    }

    private static boolean findsRows(Index index, List<String> columns) {
        boolean hash = index.accessMethod().equals("hash") && columns.size() == 1;
        return (hash || index.accessMethod().equals("btree")) && index.valid() && index.live() && !index.partial();
    }

    /** Whether a table, or each partition of it, has an index that begins with the columns, in any order. */
    public static boolean covers(Snapshot snapshot, Tables tables, Relation table, List<String> columns) {
        if (snapshot.indexesOf(table.oid()).stream().anyMatch(index -> leadsWith(index, columns))) {
            return true;
        }
        List<Relation> partitions = tables.partitions(table);
        return !partitions.isEmpty() && partitions.stream().allMatch(part -> covers(snapshot, tables, part, columns));
    }

    /** The index, or those that it is divided into. */
    private static Stream<Index> withParts(Snapshot snapshot, Index index) {
        return index.partitioned()
                ? snapshot.rows(Facts.INDEX).stream()
                        .filter(part -> Objects.equals(part.parentOid(), index.oid()))
                        .flatMap(part -> withParts(snapshot, part))
                : Stream.of(index);
    }

    /** How often queries used it since the counters began. */
    public static long scans(Snapshot snapshot, Index index) {
        return withParts(snapshot, index)
                .mapToLong(part -> snapshot.indexStatistics(part.oid())
                        .map(IndexStatistics::scans)
                        .orElse(0L))
                .sum();
    }

    /** Its size at the last vacuum, analyze or build. */
    public static long bytes(Snapshot snapshot, Index index) {
        return withParts(snapshot, index).mapToLong(Index::pages).sum()
                * snapshot.server().blockSizeBytes();
    }

    /** Whether it finds the rows of a foreign key. */
    public static boolean servesForeignKey(Snapshot snapshot, Index index) {
        return snapshot.constraintsOf(index.relationOid()).stream()
                .filter(constraint -> constraint.type() == Constraint.Type.FOREIGN_KEY)
                .anyMatch(key -> leadsWith(index, key.columns()));
    }
}
