package dev.pgwright.twin;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import java.util.List;
import java.util.Locale;

/** Queries for hashes of values: the values themselves do not leave the server. */
final class SampleSql {
    private SampleSql() {}

    /** A query for the hashes of these columns, after an expression for the place of each row. */
    static String rows(String place, Relation table, List<Column> columns) {
        List<String> hashes = columns.stream()
                .map(column -> "hashtextextended(" + Identifiers.quote(column.name()) + "::text, 0)")
                .toList();
        return "SELECT " + place + ", " + String.join(", ", hashes) + " FROM ONLY "
                + Identifiers.qualified(table.schema(), table.name());
    }

    /** The same for rows of so many percent of the pages, by page. */
    static String pages(Relation table, List<Column> columns, double percent) {
        return rows("split_part(substr(ctid::text, 2), ',', 1)::bigint", table, columns)
                + String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f) REPEATABLE (1)", percent);
    }

    /** By the function of the type where there is one, since every row of the table passes it; NULL for NULL. */
    static String cheapHash(Column column, String seed) {
        String name = Identifiers.quote(column.name());
        String call = switch (StoredTypes.bare(column.type())) {
            case "smallint" -> "hashint2extended(" + name;
            case "integer" -> "hashint4extended(" + name;
            case "bigint" -> "hashint8extended(" + name;
            case "numeric" -> "hash_numeric_extended(" + name;
            case "uuid" -> "uuid_hash_extended(" + name;
            case "date", "timestamp without time zone" -> "timestamp_hash_extended(" + name + "::timestamp";
            default -> "hashtextextended(" + name + "::text";
        };
        return call + ", " + seed + ")";
    }
}
