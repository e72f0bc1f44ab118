package dev.pgwright.twin;

import dev.pgwright.snapshot.Relation;
import dev.pgwright.twin.DistinctEstimates.Seen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How a table's rows fall into groups that are equal in several columns. */
final class Groups {
    /** Positions that the set of NULL columns can tell apart; columns further on count as the last of these. */
    private static final int MOST_POSITIONS = 12;

    /** A column with so many distinct values makes every row another. */
    private static final double ALMOST = 0.9;

    private final Distincts distincts;
    private final DistinctEstimates estimates;
    private final Map<Long, Map<List<String>, ValueGroups>> made = new ConcurrentHashMap<>();
    /** What others are made from: not worth a closer look of their own. */
    private final Map<Long, Map<List<String>, ValueGroups>> parts = new ConcurrentHashMap<>();

    Groups(Distincts distincts, DistinctEstimates estimates) {
        this.distincts = distincts;
        this.estimates = estimates;
    }

    /** Groups of the whole table's rows by these columns, in index order. */
    ValueGroups of(Relation table, List<KeyColumn> columns) {
        return of(table, columns, made);
    }

    private ValueGroups of(Relation table, List<KeyColumn> columns, Map<Long, Map<List<String>, ValueGroups>> memory) {
        if (columns.stream().anyMatch(column -> column.column() == null)) {
            return make(table, columns, memory != parts);
        }
        List<String> names = names(columns);
        Map<List<String>, ValueGroups> ofTable = memory.computeIfAbsent(table.oid(), oid -> new ConcurrentHashMap<>());
        ValueGroups known = ofTable.get(names);
        if (known == null) {
            known = make(table, columns, memory != parts);
            ofTable.put(names, known);
        }
        return known;
    }

    /** Groups of the rows of a part of a table. */
    static ValueGroups of(PartOfTable part, List<KeyColumn> columns) {
        ValueGroups groups = product(columns, columns, Math.max(1, part.rows()));
        if (columns.stream().anyMatch(column -> column.column() == null)) {
            return groups;
        }
        Seen seen = part.of(names(columns));
        boolean doubtful = groups.isDoubtful(seen, part.rows(), BtreeSize.tuple(columns));
        return groups.like(doubtful ? part.closer(names(columns)).orElse(seen) : seen, part.rows());
    }

    private static List<String> names(List<KeyColumn> columns) {
        return columns.stream()
                .map(column -> Objects.requireNonNull(column.column()))
                .toList();
    }

    private ValueGroups make(Relation table, List<KeyColumn> columns, boolean closely) {
        double rows = Math.max(1, table.tuples());
        if (columns.size() == 1) {
            return ValueGroups.of(columns.get(0), rows, 0);
        }
        Set<String> related = related(table, columns);
        ValueGroups groups;
        if (related.isEmpty()) {
            int last = columns.size() - 1;
            ValueGroups next = ValueGroups.of(columns.get(last), rows, Math.min(last, MOST_POSITIONS - 1));
            groups = of(table, columns.subList(0, last), parts).by(next);
        } else {
            List<KeyColumn> left = new ArrayList<>(columns);
            List<KeyColumn> first = columns.stream()
                    .filter(column -> column.column() != null && related.contains(column.column()))
                    .toList();
            left.removeAll(first);
            groups = bounded(table, first, product(first, columns, rows), false);
            for (KeyColumn column : left) {
                groups = groups.by(ValueGroups.of(column, rows, position(columns, column)));
            }
        }
        return bounded(table, columns, groups, closely);
    }

    private static int position(List<KeyColumn> columns, KeyColumn column) {
        return Math.min(columns.indexOf(column), MOST_POSITIONS - 1);
    }

    private static ValueGroups product(List<KeyColumn> some, List<KeyColumn> all, double rows) {
        ValueGroups groups = ValueGroups.of(some.get(0), rows, position(all, some.get(0)));
        for (KeyColumn column : some.subList(1, some.size())) {
            groups = groups.by(ValueGroups.of(column, rows, position(all, column)));
        }
        return groups;
    }

    /** The largest set of columns that is less than all of them and that more is known of than of each alone. */
    private Set<String> related(Relation table, List<KeyColumn> columns) {
        Set<String> names = new HashSet<>();
        columns.forEach(column -> names.add(Objects.requireNonNullElse(column.column(), "")));
        Set<String> largest = Set.of();
        List<Set<String>> sets = new ArrayList<>(distincts.sets(table.oid()));
        sets.add(clustered(columns));
        for (Set<String> set : sets) {
            if (set.size() > 1
                    && set.size() < columns.size()
                    && set.size() > largest.size()
                    && names.containsAll(set)) {
                largest = set;
            }
        }
        return largest;
    }

    private static Set<String> clustered(List<KeyColumn> columns) {
        Set<String> names = new HashSet<>();
        for (KeyColumn column : columns) {
            if (column.clustered() && column.column() != null) {
                names.add(column.column());
            }
        }
        return names;
    }

    private ValueGroups bounded(Relation table, List<KeyColumn> columns, ValueGroups groups, boolean closely) {
        if (columns.stream().anyMatch(column -> column.column() == null)) {
            return groups;
        }
        double rows = Math.max(1, table.tuples());
        List<String> names = names(columns);
        if (distincts.isUnique(table.oid(), names) && columns.stream().allMatch(column -> column.nullFraction() == 0)) {
            return groups.withDistinct(rows * 0.999999, rows);
        }
        Optional<Seen> seen = names.size() < 2 ? Optional.empty() : estimates.of(table.oid(), names);
        double bytes = BtreeSize.tuple(columns);
        boolean unique = columns.stream().anyMatch(column -> column.distinct() > ALMOST * rows);
        if (closely
                && !unique
                && seen.filter(one -> groups.isDoubtful(one, rows, bytes)).isPresent()) {
            Optional<Seen> first = seen;
            seen = estimates.closer(table.oid(), names).or(() -> first);
        }
        ValueGroups known = seen.map(found -> groups.like(found, rows)).orElse(groups);
        double model = known.distinct(rows);
        double most = Math.min(rows, distincts.limit(table.oid(), names));
        if (columns.stream().allMatch(KeyColumn::clustered)) {
            // a new combination begins where one of them changes
            most = Math.min(
                    most, columns.stream().mapToDouble(KeyColumn::distinct).sum());
        }
        OptionalDouble told = seen.isPresent() ? OptionalDouble.empty() : distincts.of(table.oid(), names);
        double wanted = Math.min(told.orElse(model), most);
        return Math.abs(wanted / model - 1) < 1e-3 ? known : known.withDistinct(wanted, rows);
    }
}
