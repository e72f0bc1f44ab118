package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index without blocking writes.
 *
 * @param keys key columns or expressions as SQL text, with their direction
 * @param predicate condition of a partial index as SQL text, or null
 * @param unique whether no two rows may have the same keys
 */
public record CreateIndex(
        TableName table,
        String name,
        String method,
        List<String> keys,
        List<String> include,
        @Nullable String predicate,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unique)
        implements Operation {
    /** NAMEDATALEN - 1: longer names are cut by the server. */
    private static final int LONGEST_NAME = 63;

    public CreateIndex {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
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
        String columns = include.isEmpty()
                ? ""
                : " INCLUDE ("
                        + String.join(
                                ", ", include.stream().map(Identifiers::quote).toList()) + ")";
        String sql = "CREATE " + (unique ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + Identifiers.quote(name) + " ON "
                + table.sql() + " USING " + method + " (" + String.join(", ", keys) + ")" + columns
                + (predicate == null ? "" : " WHERE " + predicate);
        return List.of(Step.alone(sql, Lock.SHARE_UPDATE_EXCLUSIVE).unless(Catalog.validIndex(index())));
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.alone("DROP INDEX CONCURRENTLY IF EXISTS " + index().sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.fits(name), Expectation.present(table), Expectation.absent(index()));
    }

    @Override
    public List<Step> repair() {
        return dropIfInvalid(index());
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
