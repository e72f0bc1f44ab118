package dev.pgwright.twin;

import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.ExtendedStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a schema and extended statistics say of the number of distinct combinations of columns. */
final class Distincts {
    private static final Pattern OLD_ITEM = Pattern.compile("\"([0-9, -]+)\": (\\d+)");
    private static final Pattern NEW_ITEM =
            Pattern.compile("\"attributes\": *\\[([0-9, -]+)\\], *\"ndistinct\": *(\\d+)");

    private final Snapshot snapshot;
    private final Map<Long, Map<Set<String>, Double>> known = new HashMap<>();

    Distincts(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (ExtendedStatistics one : snapshot.rows(Facts.EXTENDED_STATISTICS)) {
            if (one.nDistinct() != null) {
                read(one, one.nDistinct());
            }
        }
    }

    private void read(ExtendedStatistics object, String text) {
        Map<Integer, String> names = new HashMap<>();
        snapshot.columnsOf(object.relationOid()).forEach(column -> names.put(column.position(), column.name()));
        for (Pattern form : List.of(OLD_ITEM, NEW_ITEM)) {
            Matcher item = form.matcher(text);
            while (item.find()) {
                Set<String> columns = new HashSet<>();
                for (String position : item.group(1).split(",")) {
                    columns.add(names.getOrDefault(Integer.parseInt(position.strip()), ""));
                }
                if (!columns.contains("")) {
                    known.computeIfAbsent(object.relationOid(), oid -> new HashMap<>())
                            .put(columns, Double.parseDouble(item.group(2)));
                }
            }
        }
    }

    /** True when some of these columns are a key: no two rows are equal in them, unless by NULL. */
    boolean isUnique(long relationOid, Collection<String> columns) {
        for (Index index : snapshot.indexesOf(relationOid)) {
            boolean plain = index.unique()
                    && !index.partial()
                    && index.valid()
                    && index.keys().stream().allMatch(key -> key.column() != null);
            if (plain
                    && columns.containsAll(
                            index.keys().stream().map(Index.Key::column).toList())) {
                return true;
            }
        }
        return false;
    }

    /** The most distinct combinations that a foreign key on exactly these columns lets be. */
    double limit(long relationOid, Collection<String> columns) {
        double least = Double.POSITIVE_INFINITY;
        for (Constraint constraint : snapshot.constraintsOf(relationOid)) {
            if (constraint.type() == Constraint.Type.FOREIGN_KEY
                    && constraint.validated()
                    && new HashSet<>(constraint.columns()).equals(new HashSet<>(columns))) {
                double rows = snapshot.relation(Objects.requireNonNullElse(constraint.referencedOid(), 0L))
                        .map(Relation::tuples)
                        .orElse(-1.0);
                least = Math.min(least, rows > 0 ? rows : least);
            }
        }
        return least;
    }

    /** Distinct combinations by extended statistics or a foreign key; nothing when neither is there. */
    OptionalDouble of(long relationOid, Collection<String> columns) {
        Double value = known.getOrDefault(relationOid, Map.of()).get(new HashSet<>(columns));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** All sets of columns that extended statistics or foreign keys tell of. */
    List<Set<String>> sets(long relationOid) {
        List<Set<String>> found =
                new ArrayList<>(known.getOrDefault(relationOid, Map.of()).keySet());
        for (Constraint constraint : snapshot.constraintsOf(relationOid)) {
            if (constraint.type() == Constraint.Type.FOREIGN_KEY
                    && constraint.columns().size() > 1) {
                found.add(new HashSet<>(constraint.columns()));
            }
        }
        return found;
    }
}
