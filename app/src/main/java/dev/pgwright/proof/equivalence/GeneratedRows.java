package dev.pgwright.proof.equivalence;

import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Sets of generated rows for a table and all that its policies read, with values on and beside the constants of the
 * policies and of the claims, NULLs, duplicates, and each table empty in turn.
 */
public final class GeneratedRows {
    private final List<EdgeTable> tables;
    private final Loader loader;
    private final EdgeRows rows;
    private final int count;

    /**
     * Sets for a table.
     *
     * @param texts statements of the changes, whose constants count as well
     * @param claimed values that sessions have
     * @param seed the same one gives the same rows
     */
    public GeneratedRows(
            Snapshot snapshot,
            TableName table,
            Collection<String> texts,
            Collection<String> claimed,
            long seed,
            int rounds) {
        SqlFacts facts = new SqlFacts().add("SELECT * FROM " + table.sql());
        for (String text : texts) {
            try {
                facts.add(text);
            } catch (PgQueryException e) {
                // a text that cannot be read names no constants
            }
        }
        facts.claimed.addAll(claimed);
        UsedTables used = UsedTables.of(snapshot, facts, null);
        this.tables = used.inOrder().stream()
                .map(relation -> EdgeTable.of(snapshot, relation, facts))
                .toList();
        this.loader = new Loader(tables, used.materializedViews());
        this.rows = new EdgeRows(tables, seed);
        this.count = rows.count(rounds);
    }

    /** How many sets there are. */
    public int count() {
        return count;
    }

    /** Puts the next set into the empty tables of a copy, in a transaction that the caller rolls back. */
    public void load(Connection connection, int number) throws SQLException {
        Interruption.check();
        connection.rollback();
        DataSet data = rows.next(number, (table, row) -> loader.take(connection, table, row));
        connection.rollback();
        loader.load(connection, data, 0);
    }
}
