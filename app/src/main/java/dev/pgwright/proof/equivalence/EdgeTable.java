package dev.pgwright.proof.equivalence;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.PartitionKey;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.workload.ArrayText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table that gets generated rows.
 *
 * @param columns those that an INSERT names
 * @param references its foreign keys
 */
record EdgeTable(TableName name, List<EdgeColumn> columns, List<Constraint> references) {
    /** Values of a column that statistics offer, each of the common and of the others. */
    private static final int KNOWN_VALUES = 4;

    private static final Pattern BOUND = Pattern.compile("'((?:[^']|'')*)'|(-?[0-9]+(?:\\.[0-9]+)?)");

    /**
     * A column with values for it, as SQL expressions.
     *
     * @param exact what it is compared with, in the queries and in its own checks
     * @param near values beside these
     * @param usual few small values, the same for all columns of a kind
     * @param ends of the type
     * @param key in a unique index, so that few values would be few rows
     */
    record EdgeColumn(
            Column column, List<String> exact, List<String> near, List<String> usual, List<String> ends, boolean key) {}

    static EdgeTable of(Snapshot snapshot, Relation relation, SqlFacts facts) {
        List<EdgeColumn> columns = new ArrayList<>();
        List<String> bounds = partitionBounds(snapshot, relation);
        for (Column column : snapshot.columnsOf(relation.oid())) {
            if (column.generated() == Column.Generated.NONE) {
                columns.add(column(snapshot, column, facts, bounds));
            }
        }
        List<Constraint> references = snapshot.constraintsOf(relation.oid()).stream()
                .filter(constraint -> constraint.type() == Constraint.Type.FOREIGN_KEY)
                .toList();
        return new EdgeTable(new TableName(relation.schema(), relation.name()), columns, references);
    }

    private static EdgeColumn column(Snapshot snapshot, Column column, SqlFacts facts, List<String> bounds) {
        ValueKind kind = ValueKind.of(snapshot, column);
        boolean clock = !facts.clock.isEmpty();
        Set<String> own = new LinkedHashSet<>(facts.compared.getOrDefault(column.name(), Set.of()));
        if (kind.family() == ValueKind.Family.DATE || kind.family() == ValueKind.Family.TIMESTAMP) {
            own.addAll(facts.strings); // now() - interval '1 day' stands far from its column
        }
        own.addAll(bounds);
        own.addAll(facts.claimed);
        own.addAll(ofReferring(snapshot, column, facts));
        List<String> around = Values.around(kind, own, clock);
        Set<String> elsewhere = new LinkedHashSet<>(facts.strings);
        elsewhere.addAll(facts.numbers);
        elsewhere.removeAll(own);
        List<String> usual = new ArrayList<>(Values.usual(kind));
        boolean key = isKey(snapshot, column);
        if (key) {
            usual.addAll(Values.more(kind));
        }
        usual.addAll(known(snapshot, column));
        Values.around(kind, elsewhere, clock).stream().limit(12).forEach(usual::add);
        if (kind.family() == ValueKind.Family.JSON) {
            usual.addAll(Values.documents(facts.words()));
        }
        int exact = (int) around.stream().limit(Math.max(1, own.size())).count();
        return new EdgeColumn(
                column,
                around.subList(0, exact),
                around.subList(exact, around.size()),
                usual.stream().distinct().toList(),
                Values.ends(kind),
                key);
    }

    /** What is compared with a column that refers to this one should be there to be referred to. */
    private static Set<String> ofReferring(Snapshot snapshot, Column column, SqlFacts facts) {
        Set<String> found = new LinkedHashSet<>();
        for (Constraint key : snapshot.rows(Facts.CONSTRAINT)) {
            Long referenced = key.referencedOid();
            int place = key.referencedColumns().indexOf(column.name());
            if (referenced != null && referenced == column.relationOid() && place >= 0) {
                found.addAll(facts.compared.getOrDefault(key.columns().get(place), Set.of()));
            }
        }
        return found;
    }

    private static boolean isKey(Snapshot snapshot, Column column) {
        return snapshot.indexesOf(column.relationOid()).stream()
                .filter(Index::unique)
                .flatMap(index -> index.keys().stream())
                .anyMatch(part -> column.name().equals(part.column()));
    }

    /** What the server knows of the column's values; they pass its checks. */
    private static List<String> known(Snapshot snapshot, Column column) {
        if (snapshot.isRedacted()) {
            return List.of();
        }
        Set<String> values = new LinkedHashSet<>();
        for (ColumnStatistics known : snapshot.statisticsOf(column.schema(), column.relation())) {
            if (known.column().equals(column.name())) {
                for (String list : new String[] {known.mostCommonValues(), known.histogramBounds()}) {
                    if (list != null) {
                        ArrayText.elements(list).stream().limit(KNOWN_VALUES).forEach(values::add);
                    }
                }
            }
        }
        return Values.literals(values);
    }

    /** Constants in the bounds of its partitions, without which no row finds one. */
    private static List<String> partitionBounds(Snapshot snapshot, Relation relation) {
        Set<String> found = new LinkedHashSet<>();
        boolean partitioned = snapshot.rows(Facts.PARTITION_KEY).stream()
                .map(PartitionKey::relationOid)
                .anyMatch(oid -> oid == relation.oid());
        if (partitioned) {
            for (Relation child : snapshot.rows(Facts.RELATION)) {
                if (child.parentOids().contains(relation.oid()) && child.partitionBound() != null) {
                    Matcher bound = BOUND.matcher(child.partitionBound());
                    while (bound.find() && found.size() < 2 * KNOWN_VALUES) {
                        found.add(bound.group(1) == null ? bound.group(2) : bound.group(1));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** Columns that refer to other rows. */
    Set<String> referring() {
        Set<String> names = new HashSet<>();
        references.forEach(key -> names.addAll(key.columns()));
        return names;
    }

    int position(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** INSERT without its rows. */
    String insert() {
        String names = columns.stream()
                .map(column -> Identifiers.quote(column.column().name()))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + name.sql() + " (" + names + ") OVERRIDING SYSTEM VALUE VALUES ";
    }

    /** A row of that INSERT. */
    String row(List<String> values) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            all.add(
                    value.startsWith("ARRAY[")
                            ? value + "::" + columns.get(i).column().type()
                            : value);
        }
        return "(" + String.join(", ", all) + ")";
    }
}
