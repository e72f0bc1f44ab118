package dev.pgwright.batch.partition;

import dev.pgwright.batch.Privileges;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Everything that is made before the first row is copied, as statements. */
final class Preparation {
    private final WriteSession session;
    private final ConversionRequest request;
    private final ConversionNames names;

    Preparation(WriteSession session, ConversionRequest request, ConversionNames names) {
        this.session = session;
        this.request = request;
        this.names = names;
    }

    /**
     * Looks for what stands in the way.
     *
     * @throws PgwrightException USAGE naming all of it
     */
    void requireConvertible() throws SQLException {
        List<List<String>> found = Rows.ofCatalog(
                session,
                ConversionSql.literals(names)
                        .literal("column", request.column())
                        .text("widen", String.valueOf(request.widenKeys()))
                        .fill("obstacles.sql"));
        if (!found.isEmpty()) {
            List<String> rest = found.stream()
                    .skip(1)
                    .map(row -> row.get(1) + ": " + row.get(2))
                    .toList();
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    found.get(0).get(1),
                    found.get(0).get(2) + (rest.isEmpty() ? "" : " Then: " + String.join(" ", rest)));
        }
    }

    /** Statements that make the empty partitioned table. */
    List<String> shadow(SourceTable table, List<Partitions.Partition> partitions) throws SQLException {
        List<List<String>> rows = Rows.ofCatalog(
                session,
                ConversionSql.literals(names)
                        .literal("column", request.column())
                        .literal("revoke", Privileges.revokeFromOthers(names.shadow()))
                        .text(
                                "rule",
                                request.keep() > 0 ? Identifiers.literal(rule()).strip() : "NULL")
                        .literal("new_key", newKey())
                        .fill("shadow.sql"));
        List<String> statements = new ArrayList<>();
        rows.stream().filter(row -> number(row) < 100).forEach(row -> statements.add(row.get(1)));
        boolean closed = statements.stream().anyMatch(sql -> sql.endsWith("ENABLE ROW LEVEL SECURITY"));
        for (Partitions.Partition partition : partitions) {
            statements.add("CREATE TABLE " + partition.name() + " PARTITION OF " + names.shadow() + " "
                    + partition.bound()
                    + (table.options().isEmpty() ? "" : " WITH (" + table.options() + ")"));
            statements.add(Privileges.revokeFromOthers(partition.name()));
            if (closed) {
                statements.add("ALTER TABLE " + partition.name() + " ENABLE ROW LEVEL SECURITY");
            }
        }
        rows.stream().filter(row -> number(row) >= 100).forEach(row -> statements.add(row.get(1)));
        return statements;
    }

    private static int number(List<String> row) {
        return Integer.parseInt(row.get(0));
    }

    /** What partition care reads in the table's comment. */
    private String rule() {
        return "pgwright: keep " + request.keep() + " " + request.every().unit() + "s";
    }

    private String newKey() throws SQLException {
        String name = Rows.column(
                        session,
                        "SELECT x.relname FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indisprimary"
                                + " AND i.indrelid = "
                                + Identifiers.literal(names.table()).strip() + "::regclass")
                .get(0);
        return ConversionNames.stem(name) + "_pgwright_new";
    }

    /** Statements that put the shadow in the table's place; the first tells what the table is like. */
    List<String> swap() throws SQLException {
        return statements("swap.sql");
    }

    /** Statements that put the old table back. */
    List<String> unswap() throws SQLException {
        return statements("unswap.sql");
    }

    /** The statements of the swap as they would be now; inside a transaction with the search path pg_catalog. */
    List<String> swapNow() throws SQLException {
        return Rows.of(session, ConversionSql.literals(names).fill("swap.sql")).stream()
                .map(row -> row.get(1))
                .toList();
    }

    private List<String> statements(String resource) throws SQLException {
        return Rows.ofCatalog(session, ConversionSql.literals(names).fill(resource)).stream()
                .map(row -> row.get(1))
                .toList();
    }

    /** Indexes and statistics that are made when the rows are there: name and statement. */
    List<List<String>> indexes() throws SQLException {
        return nameAndStatement(Rows.ofCatalog(session, indexQuery()));
    }

    /** The same inside a transaction with the search path pg_catalog. */
    List<List<String>> indexesNow() throws SQLException {
        return nameAndStatement(Rows.of(session, indexQuery()));
    }

    private String indexQuery() {
        return ConversionSql.literals(names).literal("column", request.column()).fill("indexes.sql");
    }

    private static List<List<String>> nameAndStatement(List<List<String>> rows) {
        return rows.stream().map(row -> row.subList(1, 3)).toList();
    }

    /** Statements that make the functions of a conversion. */
    String functions(int id, SourceTable table) {
        return filled(id, table, "functions.sql");
    }

    /** The function that keeps the old table in step, which does nothing before the swap. */
    String mirror(int id, SourceTable table) {
        return filled(id, table, "mirror.sql");
    }

    private String filled(int id, SourceTable table, String resource) {
        return new ConversionSql()
                .text("id", String.valueOf(id))
                .text("key", table.quotedKey())
                .text("key_type", table.keyType())
                .text("table", names.table())
                .text("shadow", names.shadow())
                .text("old", names.old())
                .text("columns", table.list())
                .text("new_columns", table.list(column -> "NEW." + column))
                .fill(resource);
    }
}
