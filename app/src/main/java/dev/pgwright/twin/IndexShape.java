package dev.pgwright.twin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that need not exist: what its size depends on.
 *
 * @param relationOid its table or materialized view
 * @param accessMethod btree, hash, gin, gist, spgist or brin
 * @param keys key columns and expressions in order
 * @param included INCLUDE columns
 * @param rows rows that it holds: the table's for a whole index, those of its condition for a partial one; null for all
 * @param unique UNIQUE
 * @param fillfactor in percent, null for the access method's default
 * @param deduplicate false for deduplicate_items = off and for keys under a nondeterministic collation
 * @param pagesPerRange of a BRIN index, null for the default
 * @param condition of a partial index whose rows may be looked at, else null
 */
public record IndexShape(
        long relationOid,
        String accessMethod,
        List<Key> keys,
        List<String> included,
        @Nullable Double rows,
        boolean unique,
        @Nullable Integer fillfactor,
        boolean deduplicate,
        @Nullable Integer pagesPerRange,
        @Nullable String condition) {
    public IndexShape {
        keys = List.copyOf(keys);
        included = List.copyOf(included);
    }

    /** A plain btree on columns. */
    public static IndexShape btree(long relationOid, List<String> columns) {
        return of(relationOid, "btree", columns.stream().map(Key::column).toList());
    }

    /** An index with the defaults of its access method. */
    public static IndexShape of(long relationOid, String accessMethod, List<Key> keys) {
        return new IndexShape(relationOid, accessMethod, keys, List.of(), null, false, null, true, null, null);
    }

    /** The same with INCLUDE columns. */
    public IndexShape including(List<String> columns) {
        return new IndexShape(
                relationOid,
                accessMethod,
                keys,
                columns,
                rows,
                unique,
                fillfactor,
                deduplicate,
                pagesPerRange,
                condition);
    }

    /** The same under a condition that so many rows meet. */
    public IndexShape ofRows(double count) {
        return new IndexShape(
                relationOid,
                accessMethod,
                keys,
                included,
                count,
                unique,
                fillfactor,
                deduplicate,
                pagesPerRange,
                condition);
    }

    /** The same under a condition that about so many rows meet; with nothing in it that may not be run. */
    public IndexShape where(String sql, double about) {
        return new IndexShape(
                relationOid, accessMethod, keys, included, about, unique, fillfactor, deduplicate, pagesPerRange, sql);
    }

    /** The same, unique. */
    public IndexShape asUnique() {
        return new IndexShape(
                relationOid,
                accessMethod,
                keys,
                included,
                rows,
                true,
                fillfactor,
                deduplicate,
                pagesPerRange,
                condition);
    }

    /** The same with another fillfactor, in percent. */
    public IndexShape filled(int percent) {
        return new IndexShape(
                relationOid,
                accessMethod,
                keys,
                included,
                rows,
                unique,
                percent,
                deduplicate,
                pagesPerRange,
                condition);
    }

    /**
     * A key: a column or an expression.
     *
     * @param name of the column, null for an expression
     * @param expression SQL text, null for a column
     * @param type of the expression as format_type writes it, null for a column
     * @param operatorClass null for the type's default
     */
    public record Key(
            @Nullable String name,
            @Nullable String expression,
            @Nullable String type,
            @Nullable String operatorClass) {
        public static Key column(String name) {
            return new Key(name, null, null, null);
        }

        public static Key expression(String sql, String type) {
            return new Key(null, sql, type, null);
        }

        /** The same with an operator class. */
        public Key with(String operators) {
            return new Key(name, expression, type, operators);
        }
    }
}
