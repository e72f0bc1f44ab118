package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index without blocking writes. On a partitioned table, where the server builds none concurrently, each part
 * is built so and then attached; the whole is valid with the last one (validatePartitionedIndex in tablecmds.c).
 *
 * @param keys key columns or expressions as SQL text, with their direction
 * @param predicate condition of a partial index as SQL text, or null
 * @param unique whether no two rows may have the same keys
 * @param partitions its parts, those of a partition before those of its own partitions; empty for a plain table
 */
public record CreateIndex(
        TableName table,
        String name,
        String method,
        List<String> keys,
        List<String> include,
        @Nullable String predicate,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unique,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PartitionIndex> partitions)
        implements Operation {
    /** NAMEDATALEN - 1: longer names are cut by the server. */
    private static final int LONGEST_NAME = 63;

    public CreateIndex {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
        partitions = partitions == null ? List.of() : List.copyOf(partitions); // absent from plans of earlier versions
    }

    /** An index of a plain table. */
    public CreateIndex(
            TableName table,
            String name,
            String method,
            List<String> keys,
            List<String> include,
            @Nullable String predicate,
            boolean unique) {
        this(table, name, method, keys, include, predicate, unique, List.of());
    }

    /** The same with its parts. */
    public CreateIndex withPartitions(List<PartitionIndex> parts) {
        return new CreateIndex(table, name, method, keys, include, predicate, unique, parts);
    }

    /** Its name and those of its parts: plans name these. */
    public List<String> names() {
        return Stream.concat(Stream.of(name), partitions.stream().map(PartitionIndex::name))
                .toList();
    }

    /** An index that is not unique. */
    public CreateIndex(
            TableName table,
            String name,
            String method,
            List<String> keys,
            List<String> include,
            @Nullable String predicate) {
        this(table, name, method, keys, include, predicate, false);
    }

    /** A btree whose name is made from its columns. */
    public static CreateIndex btree(TableName table, List<String> keys, @Nullable String predicate) {
        String suffix = predicate == null ? "idx" : "part_idx";
        String columns =
                String.join("_", keys.stream().map(CreateIndex::nameOfKey).toList());
        String name = table.name() + "_" + columns + "_" + suffix;
        if (bytes(name) > LONGEST_NAME) {
            String end = "_" + Integer.toHexString((keys + "|" + predicate).hashCode()) + "_idx";
            name = cut(name, LONGEST_NAME - end.length()) + end;
        }
        return new CreateIndex(table, name, "btree", keys, List.of(), predicate);
    }

    /** An index of any kind; the name is made from its definition, and tells it from others of the same keys. */
    public static CreateIndex named(
            TableName table, String method, List<String> keys, List<String> include, @Nullable String predicate) {
        CreateIndex plain = btree(table, keys, predicate);
        boolean simple = method.equals("btree")
                && include.isEmpty()
                && predicate == null
                && keys.stream().allMatch(key -> key.matches("\"[^\"]+\"( DESC)?"));
        if (simple) {
            return plain;
        }
        String hash = Integer.toHexString((method + keys + include + predicate).hashCode());
        String head = table.name() + "_"
                + String.join("_", keys.stream().map(CreateIndex::nameOfKey).toList());
        int room = LONGEST_NAME - hash.length() - 5;
        String name = cut(head, room) + "_" + hash + "_idx";
        return new CreateIndex(table, name, method, keys, include, predicate);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest beginning of so many bytes that ends with a whole character (pg_mbcliplen). */
    private static String cut(String text, int limit) {
        String rest = text;
        while (bytes(rest) > limit) {
            rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
        }
        return rest;
    }

    private static String nameOfKey(String key) {
        String bare = key.replaceFirst(" NULLS (FIRST|LAST)$", "").replaceFirst(" DESC$", "_desc");
        return bare.replaceAll("[^A-Za-z0-9_]", "");
    }

    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Index " + table + " (" + String.join(", ", keys) + ")"
                + (predicate == null ? "" : " where " + predicate);
    }

    @Override
    public List<Step> apply() {
        if (partitions.isEmpty()) {
            return List.of(concurrently(index(), table));
        }
        List<Step> steps = new ArrayList<>(List.of(empty(index(), table)));
        for (PartitionIndex part : partitions) {
            steps.add(part.leaf() ? concurrently(part.index(), part.table()) : empty(part.index(), part.table()));
            steps.add(Step.alone(
                            "ALTER INDEX " + part.parent().sql() + " ATTACH PARTITION "
                                    + part.index().sql(),
                            Lock.ACCESS_EXCLUSIVE)
                    .unless(Catalog.partition(part.index(), part.parent())));
        }
        return steps;
    }

    private Step concurrently(TableName index, TableName on) {
        return Step.alone(create("CONCURRENTLY ", index, on.sql()), Lock.SHARE_UPDATE_EXCLUSIVE)
                .unless(Catalog.validIndex(index));
    }

    /** Of a partitioned table alone: it is not valid before all parts are attached. */
    private Step empty(TableName index, TableName on) {
        return Step.alone(create("", index, "ONLY " + on.sql()), Lock.SHARE).unless(Catalog.exists(index));
    }

    private String create(String how, TableName index, String on) {
        String columns = include.isEmpty()
                ? ""
                : " INCLUDE ("
                        + String.join(
                                ", ", include.stream().map(Identifiers::quote).toList()) + ")";
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + how + Identifiers.quote(index.name()) + " ON " + on
                + " USING " + method + " (" + String.join(", ", keys) + ")" + columns
                + (predicate == null ? "" : " WHERE " + predicate);
    }

    /** Parts go with the whole once they are attached, and before that one by one. */
    @Override
    public List<Step> undo() {
        if (partitions.isEmpty()) {
            return List.of(drop("CONCURRENTLY ", index(), Lock.SHARE_UPDATE_EXCLUSIVE));
        }
        List<Step> steps = new ArrayList<>(List.of(drop("", index(), Lock.ACCESS_EXCLUSIVE)));
        for (PartitionIndex part : partitions) {
            steps.add(
                    part.leaf()
                            ? drop("CONCURRENTLY ", part.index(), Lock.SHARE_UPDATE_EXCLUSIVE)
                            : drop("", part.index(), Lock.ACCESS_EXCLUSIVE));
        }
        return steps;
    }

    private static Step drop(String how, TableName index, Lock lock) {
        return Step.alone("DROP INDEX " + how + "IF EXISTS " + index.sql(), lock);
    }

    @Override
    public List<Expectation> expects(int major) {
        List<Expectation> expected = new ArrayList<>(
                List.of(Expectation.fits(name), Expectation.present(table), Expectation.absent(index())));
        for (PartitionIndex part : partitions) {
            expected.add(Expectation.fits(part.name()));
            expected.add(Expectation.present(part.table()));
            expected.add(Expectation.absent(part.index()));
        }
        return expected;
    }

    @Override
    public List<Step> repair() {
        if (partitions.isEmpty()) {
            return dropIfInvalid(index());
        }
        return partitions.stream()
                .filter(PartitionIndex::leaf)
                .flatMap(part -> dropIfInvalid(part.index()).stream())
                .toList();
    }

    /** A concurrent build that failed leaves an index that costs writes and serves nobody. */
    static List<Step> dropIfInvalid(TableName index) {
        return List.of(Step.alone("DROP INDEX CONCURRENTLY IF EXISTS " + index.sql(), Lock.SHARE_UPDATE_EXCLUSIVE)
                .unless("NOT " + Catalog.invalidIndex(index)));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.index(snapshot, table, keys);
    }

    /** The index's own qualified name: it lives in its table's schema. */
    public TableName index() {
        return new TableName(table.schema(), name);
    }
}
