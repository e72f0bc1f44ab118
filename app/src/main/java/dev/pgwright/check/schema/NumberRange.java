package dev.pgwright.check.schema;

import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Sequence;
import dev.pgwright.snapshot.Snapshot;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** How far a sequence can go: to its own end, or that of the narrowest column that its numbers must fit into. */
final class NumberRange {
    private static final Map<String, Long> GREATEST =
            Map.of("smallint", (long) Short.MAX_VALUE, "integer", (long) Integer.MAX_VALUE);

    private final Snapshot snapshot;

    NumberRange(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The greatest number, and what does not hold more. */
    record Limit(long greatest, String holder) {
        Limit orBelow(Limit other) {
            return other.greatest < greatest ? other : this;
        }
    }

    Limit of(Sequence sequence) {
        Limit limit = new Limit(sequence.maximum(), "the sequence");
        Long owner = sequence.ownerOid();
        String column = sequence.ownerColumn();
        if (owner == null || column == null) {
            return limit;
        }
        return referencing(owner, column)
                .map(this::ofColumn)
                .reduce(ofColumn(new Place(owner, column)), Limit::orBelow)
                .orBelow(limit);
    }

    /** A column of a table. */
    private record Place(long table, String column) {}

    /** Columns of foreign keys that take the same numbers. */
    private Stream<Place> referencing(long table, String column) {
        return snapshot.rows(Facts.CONSTRAINT).stream()
                .filter(key -> key.type() == Constraint.Type.FOREIGN_KEY && key.relationOid() != null)
                .filter(key -> Objects.equals(key.referencedOid(), table))
                .filter(key -> key.referencedColumns().contains(column))
                .map(key -> new Place(
                        Objects.requireNonNull(key.relationOid()),
                        key.columns().get(key.referencedColumns().indexOf(column))));
    }

    private Limit ofColumn(Place place) {
        return snapshot.columnsOf(place.table).stream()
                .filter(column -> column.name().equals(place.column) && GREATEST.containsKey(column.type()))
                .map(column -> new Limit(
                        GREATEST.getOrDefault(column.type(), Long.MAX_VALUE),
                        "column " + column.schema() + "." + column.relation() + "." + column.name() + " ("
                                + column.type() + ")"))
                .findFirst()
                .orElse(new Limit(Long.MAX_VALUE, "the sequence"));
    }
}
