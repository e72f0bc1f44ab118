package dev.pgwright.change;

import dev.pgwright.operation.AddGeneratedColumn;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.RefreshMaterializedView;
import dev.pgwright.operation.Reindex;
import dev.pgwright.operation.Repack;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the disk has room for what a change writes. PostgreSQL does not say how much is free: it is known only when
 * the server runs on this machine and its folder can be looked at.
 */
final class Headroom {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "::1", "localhost");
    /** A sort writes its entries to temporary files, and the index beside them. */
    private static final int SORTED = 2;

    private static final long MEGABYTE = 1 << 20;

    private final WriteSession session;
    private final Look look;

    Headroom(WriteSession session, Look look) {
        this.session = session;
        this.look = look;
    }

    Optional<String> objection(Operation operation) throws SQLException {
        long needed = bytesNeeded(operation);
        Optional<Path> folder = needed == 0 ? Optional.empty() : folder();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(folder.get()).getUsableSpace();
            return free >= needed
                    ? Optional.empty()
                    : Optional.of("the server's disk is full, or would be: " + operation.title() + " needs about "
                            + (needed / MEGABYTE + 1) + " MB and " + free / MEGABYTE + " MB are free");
        } catch (IOException e) {
            return Optional.empty(); // not ours to look at
        }
    }

    private long bytesNeeded(Operation operation) throws SQLException {
        if (operation instanceof CreateIndex create) {
            return SORTED * indexBytes(create);
        }
        if (operation instanceof Reindex reindex) {
            return SORTED * bytes(reindex.index());
        }
        if (operation instanceof Repack repack) {
            return bytesWithIndexes(repack.table());
        }
        if (operation instanceof RefreshMaterializedView refresh) {
            return bytes(refresh.name());
        }
        return operation instanceof AddGeneratedColumn add && add.stored() ? bytes(add.table()) : 0;
    }

    /** An entry takes its columns, 8 bytes of header and 4 of pointer (itup.h, itemid.h); never more than the table. */
    private long indexBytes(CreateIndex create) throws SQLException {
        String width = "(SELECT coalesce(sum(s.avg_width), 16) FROM pg_catalog.pg_stats AS s WHERE s.schemaname = "
                + Identifiers.literal(create.table().schema()) + " AND s.tablename = "
                + Identifiers.literal(create.table().name()) + " AND quote_ident(s.attname) = ANY (ARRAY["
                + String.join(
                        ", ",
                        create.keys().stream()
                                .map(key -> "quote_ident(" + Identifiers.literal(bare(key)) + ")")
                                .toList())
                + "]))";
        return number("(SELECT least(relpages::numeric * current_setting('block_size')::int,"
                + " greatest(reltuples, 0)::numeric * (" + width + " + 12) / 0.9)::bigint FROM pg_catalog.pg_class"
                + " WHERE oid = pg_catalog.to_regclass("
                + Identifiers.literal(create.table().sql()) + "))");
    }

    private static String bare(String key) {
        return key.startsWith("\"") && key.endsWith("\"") && key.length() > 1
                ? key.substring(1, key.length() - 1).replace("\"\"", "\"")
                : key;
    }

    private long bytes(TableName relation) throws SQLException {
        return number("(SELECT relpages::bigint * current_setting('block_size')::int FROM pg_catalog.pg_class"
                + " WHERE oid = pg_catalog.to_regclass(" + Identifiers.literal(relation.sql()) + "))");
    }

    /** With its TOAST table and all indexes. */
    private long bytesWithIndexes(TableName table) throws SQLException {
        String oid = "pg_catalog.to_regclass(" + Identifiers.literal(table.sql()) + ")";
        return number("(SELECT sum(c.relpages::bigint * current_setting('block_size')::int)::bigint"
                + " FROM pg_catalog.pg_class AS c WHERE c.oid = " + oid + " OR c.oid IN (SELECT reltoastrelid FROM"
                + " pg_catalog.pg_class WHERE oid = " + oid + ") OR c.oid IN (SELECT indexrelid FROM"
                + " pg_catalog.pg_index WHERE indrelid = " + oid + "))");
    }

    private long number(String expression) throws SQLException {
        String value = look.value(expression);
        return value == null ? 0 : Long.parseLong(value);
    }

    /** Where the database's files are, when the server that answers is one whose folder we may see. */
    private Optional<Path> folder() throws SQLException {
        if (session.target().hosts().stream().noneMatch(host -> THIS_MACHINE.contains(host.name()))) {
            return Optional.empty();
        }
        String may = "pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE')";
        String data = look.value("CASE WHEN " + may + " THEN current_setting('data_directory') END");
        if (data == null || !isOf(Path.of(data))) {
            return Optional.empty();
        }
        String tablespace = look.value("(SELECT nullif(pg_catalog.pg_tablespace_location(dattablespace), '')"
                + " FROM pg_catalog.pg_database WHERE datname = current_database())");
        return Optional.of(Path.of(tablespace == null ? data : tablespace));
    }

    /** Line 4 of postmaster.pid is the port (pidfile.h). */
    private boolean isOf(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
            @Nullable String port = lines.size() > 3 ? lines.get(3).strip() : null;
            return session.target().hosts().stream()
                    .anyMatch(host -> String.valueOf(host.port()).equals(port));
        } catch (IOException e) {
            return false;
        }
    }
}
