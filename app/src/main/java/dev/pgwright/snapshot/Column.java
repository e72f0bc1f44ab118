package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, view, materialized view or foreign table.
 *
 * @param position number of the column (attnum); dropped columns leave gaps
 * @param type as format_type writes it, with modifiers
 * @param typeCategory pg_type.typcategory: N numeric, S string, D date and time, B boolean, A array, U
 *     user-defined, ...
 * @param lengthBytes fixed length, or -1 for a variable one
 * @param alignment c, s, i or d: 1, 2, 4 or 8 bytes
 * @param defaultValue text of the default; a generated column's expression is in GeneratedColumn
 * @param compression pglz or lz4; null for the server's default
 * @param statisticsTarget null for the server's default
 * @param options such as n_distinct=-0.5
 * @param collation qualified name when it is not the type's own
 * @param local defined here, not only inherited
 */
public record Column(
        long relationOid,
        String schema,
        String relation,
        int position,
        String name,
        String type,
        long typeOid,
        String typeCategory,
        int lengthBytes,
        String alignment,
        boolean notNull,
        @Nullable String defaultValue,
        Generated generated,
        Identity identity,
        Storage storage,
        @Nullable String compression,
        @Nullable Integer statisticsTarget,
        List<String> options,
        @Nullable String collation,
        boolean local,
        @Nullable String comment) {
    public Column {
        options = List.copyOf(options);
    }

    /** Whether the value is computed, and when. */
    public enum Generated {
        NONE,
        STORED,
        VIRTUAL
    }

    /** Whether the value is drawn from an identity sequence. */
    public enum Identity {
        NONE,
        ALWAYS,
        BY_DEFAULT
    }

    /** How large values are kept. */
    public enum Storage {
        PLAIN,
        EXTERNAL,
        MAIN,
        EXTENDED
    }
}
