package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or whole schema that a publication names (none for one of all tables).
 *
 * @param relation null: every table of the schema (from 15)
 * @param columns published columns; null for all (from 15)
 * @param filtered has a row filter (from 15)
 */
public record PublicationTable(
        String publication,
        String schema,
        @Nullable String relation,
        @Nullable Long relationOid,
        @Nullable List<String> columns,
        boolean filtered) {
    public PublicationTable {
        columns = columns == null ? null : List.copyOf(columns);
    }
}
