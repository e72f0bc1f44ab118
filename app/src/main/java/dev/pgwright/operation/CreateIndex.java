package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index without blocking writes.
 *
 * @param keys key columns or expressions as SQL text, with their direction
 * @param predicate condition of a partial index as SQL text, or null
 */
public record CreateIndex(
        TableName table,
        String name,
        String method,
        List<String> keys,
        List<String> include,
        @Nullable String predicate)
        implements Operation {
    /** NAMEDATALEN - 1: longer names are cut by the server. */
    private static final int LONGEST_NAME = 63;

    public CreateIndex {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
    }

    /** A btree whose name is made from its columns. */
    public static CreateIndex btree(TableName table, List<String> keys, @Nullable String predicate) {
        String suffix = predicate == null ? "idx" : "part_idx";
        String columns =
                String.join("_", keys.stream().map(CreateIndex::nameOfKey).toList());
        String name = table.name() + "_" + columns + "_" + suffix;
        if (name.length() > LONGEST_NAME) {
            String hash = Integer.toHexString((keys + "|" + predicate).hashCode());
            name = name.substring(0, LONGEST_NAME - hash.length() - 5) + "_" + hash + "_idx";
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
        String name = head.substring(0, Math.min(head.length(), room)) + "_" + hash + "_idx";
        return new CreateIndex(table, name, method, keys, include, predicate);
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
        String sql = "CREATE INDEX CONCURRENTLY " + Identifiers.quote(name) + " ON " + table.sql() + " USING " + method
                + " (" + String.join(", ", keys) + ")" + columns + (predicate == null ? "" : " WHERE " + predicate);
        return List.of(Step.alone(sql, Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.alone("DROP INDEX CONCURRENTLY IF EXISTS " + index().sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    /** The index's own qualified name: it lives in its table's schema. */
    public TableName index() {
        return new TableName(table.schema(), name);
    }
}
