package dev.pgwright.batch.partition;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table that is converted.
 *
 * @param key its primary key's column
 * @param columns that can be written, in order
 * @param type of the column that decides on the partition
 * @param rows about how many it has
 */
record SourceTable(
        ConversionNames names,
        String key,
        String keyType,
        List<String> columns,
        String type,
        long rows,
        String options) {
    static SourceTable read(WriteSession session, ConversionNames names, String column) throws SQLException {
        String table = Identifiers.literal(names.table()).strip() + "::regclass";
        List<String> key = Rows.ofCatalog(
                        session,
                        "SELECT a.attname, format_type(a.atttypid, a.atttypmod), (SELECT format_type(b.atttypid, NULL)"
                                + " FROM pg_attribute AS b WHERE b.attrelid = c.oid AND b.attname = "
                                + Identifiers.literal(column) + "), greatest(c.reltuples, 0)::bigint,"
                                + " (SELECT string_agg(o.option_name || ' = ' || quote_literal(o.option_value), ', ')"
                                + " FROM pg_options_to_table(c.reloptions) AS o)"
                                + " FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary"
                                + " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
                                + " WHERE c.oid = " + table)
                .get(0);
        List<String> columns = Rows.column(
                session,
                "SELECT attname FROM pg_attribute WHERE attrelid = " + table
                        + " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum");
        return new SourceTable(
                names, key.get(0), key.get(1), columns, key.get(2), Long.parseLong(key.get(3)), key.get(4));
    }

    String quotedKey() {
        return Identifiers.quote(key);
    }

    /** The columns, each changed, with commas between. */
    String list(Function<String, String> each) {
        return columns.stream().map(Identifiers::quote).map(each).collect(Collectors.joining(", "));
    }

    String list() {
        return list(name -> name);
    }

    private boolean hasZone() {
        return type.equals("timestamp with time zone");
    }

    /** What makes a time of the column one in UTC. */
    String inUtc() {
        return hasZone() ? " AT TIME ZONE 'UTC'" : "";
    }

    /** Format of to_char for a bound. */
    String boundFormat() {
        return type.equals("date") ? "YYYY-MM-DD" : hasZone() ? "YYYY-MM-DD 00:00:00+00" : "YYYY-MM-DD 00:00:00";
    }
}
