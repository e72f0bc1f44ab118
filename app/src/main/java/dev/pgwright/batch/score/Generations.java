package dev.pgwright.batch.score;

import dev.pgwright.batch.Privileges;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where results live: each run's in a table of its own, a partition of one table in schema pgwright_batch. The view
 * that readers use shows the partition that one row names, so a reader's snapshot decides between all of the old
 * generation and all of the new one, whatever its isolation level, and the swap locks no reader out.
 */
final class Generations {
    private static final String SCHEMA = "pgwright_batch";

    private final WriteSession session;
    private final ScoreSpec.Output output;
    private final String columns;
    private int id;

    private Generations(WriteSession session, ScoreSpec.Output output, String columns) {
        this.session = session;
        this.output = output;
        this.columns = columns;
    }

    /**
     * The state of an output.
     *
     * @param current number of the generation that readers see; 0 for none
     * @param previous number of the one before, which is kept
     * @param openGeneration number of a generation that a run in pieces has begun; null for none
     * @param openUsers users done in it
     */
    record State(
            int current,
            int previous,
            int last,
            @Nullable Integer openGeneration,
            @Nullable String openDescription,
            @Nullable String openAsOf,
            long openUsers) {}

    /**
     * Opens the place of an output, making it if need be; nobody else may write to it until the session ends.
     *
     * @throws PgwrightException BUSY when another run writes there; USAGE when something else has the view's name
     */
    static Generations open(WriteSession session, ScoreSpec spec, ColumnTypes types) throws SQLException {
        String userType = types.of(spec.users().from(), spec.users().id());
        String itemType = types.of(spec.items().from(), spec.items().id());
        ScoreSpec.Output output = spec.output();
        String columns = Identifiers.quote(output.user()) + " " + userType + " NOT NULL, "
                + Identifiers.quote(output.item()) + " " + itemType + " NOT NULL, rank integer NOT NULL, "
                + "score numeric NOT NULL";
        Generations generations = new Generations(session, output, columns);
        generations.lock();
        // IF NOT EXISTS alone fails when two do it at the same time
        session.execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('pgwright batch set-up', 0)); "
                + resource("setup.sql") + " COMMIT");
        generations.find();
        generations.sweep();
        return generations;
    }

    private static String resource(String name) {
        try (InputStream in = Generations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: batch/score/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lock() throws SQLException {
        String key = Identifiers.literal("pgwright batch score " + output.view());
        if (!answer("SELECT pg_try_advisory_lock(hashtextextended(" + key + ", 0))")
                .equals("t")) {
            throw new PgwrightException(
                    ErrorCode.BUSY, "Another run is writing " + output.view(), "Wait until it ends.");
        }
    }

    private @Nullable String answerOrNull(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private String answer(String sql) throws SQLException {
        String answer = answerOrNull(sql);
        return answer == null ? "" : answer;
    }

    private void find() throws SQLException {
        String view = Identifiers.literal(output.view());
        String known = answerOrNull("SELECT id FROM " + SCHEMA + ".score_output WHERE view = " + view);
        if (known == null) {
            create();
            return;
        }
        id = Integer.parseInt(known);
        String made = answer("SELECT columns FROM " + SCHEMA + ".score_output WHERE id = " + id);
        if (!made.equals(columns)) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    output.view() + " was made with other columns or types of ids",
                    "Give another output, or remove it first with --drop.");
        }
    }

    private void create() throws SQLException {
        String view = ScoreSql.relation(output.view());
        if (!answer("SELECT to_regclass(" + Identifiers.literal(view) + ")").isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    output.view() + " exists and was not made by batch score",
                    "Give another output.view, or rename what is there.");
        }
        transaction(() -> {
            id = Integer.parseInt(answer("INSERT INTO " + SCHEMA + ".score_output (view, columns) VALUES ("
                    + Identifiers.literal(output.view()) + ", " + Identifiers.literal(columns) + ") RETURNING id"));
            session.execute("CREATE TABLE " + parent() + " (generation integer NOT NULL, " + columns
                    + ") PARTITION BY LIST (generation)");
            session.execute("CREATE VIEW " + view + " AS SELECT s." + Identifiers.quote(output.user()) + ", s."
                    + Identifiers.quote(output.item()) + ", s.rank, s.score FROM " + parent()
                    + " AS s WHERE s.generation = (SELECT o.current FROM " + SCHEMA + ".score_output AS o WHERE o.id = "
                    + id + ")");
            session.execute("COMMENT ON VIEW " + view + " IS 'Made by pgwright batch score: the current generation.'");
            // default privileges may open new views to the world: whoever is to read grants it
            session.execute(Privileges.revokeFromOthers(view));
        });
    }

    /** Runs work in one transaction: all of it or nothing. */
    void transaction(Work work) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Statements of a transaction. */
    interface Work {
        void run() throws SQLException;
    }

    State state() throws SQLException {
        String sql = "SELECT current, previous, last, open_generation, open_description, open_as_of::text,"
                + " coalesce(open_users, 0) FROM " + SCHEMA + ".score_output WHERE id = " + id;
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            int open = row.getInt(4);
            Integer generation = row.wasNull() ? null : open;
            return new State(
                    row.getInt(1),
                    row.getInt(2),
                    row.getInt(3),
                    generation,
                    row.getString(5),
                    row.getString(6),
                    row.getLong(7));
        }
    }

    private String parent() {
        return Identifiers.qualified(SCHEMA, "score_" + id);
    }

    /** The table of a generation. */
    String table(int generation) {
        return Identifiers.qualified(SCHEMA, "score_" + id + "_g" + generation);
    }

    /** Makes the table of the next generation; part of the caller's transaction. */
    int begin() throws SQLException {
        int generation = Integer.parseInt(
                answer("UPDATE " + SCHEMA + ".score_output SET last = last + 1 WHERE id = " + id + " RETURNING last"));
        session.execute("CREATE TABLE " + table(generation) + " (generation integer NOT NULL CHECK (generation = "
                + generation + "), " + columns + ")");
        return generation;
    }

    /** Notes what a run in pieces has begun; part of the caller's transaction. */
    void openInPieces(int generation, String description, String asOf) throws SQLException {
        String sql = "UPDATE " + SCHEMA + ".score_output SET open_generation = ?, open_description = ?,"
                + " open_as_of = ?::timestamptz, open_users = 0, changed_at = now() WHERE id = ?";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setInt(1, generation);
            statement.setString(2, description);
            statement.setString(3, asOf);
            statement.setInt(4, id);
            statement.executeUpdate();
        }
    }

    /** Notes how many users are done; part of the transaction that wrote their rows. */
    void done(long users) throws SQLException {
        session.execute("UPDATE " + SCHEMA + ".score_output SET open_users = " + users
                + ", changed_at = now() WHERE id = " + id);
    }

    /** Makes a full table the current generation; part of the caller's transaction, whose commit is the swap. */
    void publish(int generation) throws SQLException {
        String table = table(generation);
        session.execute("ALTER TABLE " + table + " ADD PRIMARY KEY (" + Identifiers.quote(output.user()) + ", rank)");
        session.execute("ANALYZE " + table);
        session.execute(
                "ALTER TABLE " + parent() + " ATTACH PARTITION " + table + " FOR VALUES IN (" + generation + ")");
        session.execute("UPDATE " + SCHEMA + ".score_output SET previous = current, current = " + generation
                + ", open_generation = NULL, open_description = NULL, open_as_of = NULL, open_users = NULL,"
                + " changed_at = now() WHERE id = " + id);
    }

    /** Forgets a run in pieces; its table goes with the next sweep. */
    void abandon() throws SQLException {
        session.execute("UPDATE " + SCHEMA + ".score_output SET open_generation = NULL, open_description = NULL,"
                + " open_as_of = NULL, open_users = NULL WHERE id = " + id);
    }

    /** Shows the generation before again. */
    State goBack() throws SQLException {
        State state = state();
        if (state.previous() == 0) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    output.view() + " has no generation before this one",
                    "There is nothing to go back to.");
        }
        session.execute("UPDATE " + SCHEMA + ".score_output SET current = previous, previous = current,"
                + " changed_at = now() WHERE id = " + id);
        return state();
    }

    /** Removes the view and all generations. */
    void drop() throws SQLException {
        transaction(() -> {
            session.execute("DROP VIEW " + ScoreSql.relation(output.view()));
            session.execute("DROP TABLE " + parent());
            session.execute("DELETE FROM " + SCHEMA + ".score_output WHERE id = " + id);
        });
        sweep();
        if (answer("SELECT count(*) FROM " + SCHEMA + ".score_output").equals("0")) {
            session.execute("DROP TABLE " + SCHEMA + ".score_output");
            String others =
                    "SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = '" + SCHEMA + "'::regnamespace";
            if (answer(others).equals("0")) {
                session.execute("DROP SCHEMA " + SCHEMA);
            }
        }
    }

    /** Removes tables of generations that nobody needs: what a killed run left, and what lies before the previous. */
    void sweep() throws SQLException {
        State state = answer("SELECT count(*) FROM " + SCHEMA + ".score_output WHERE id = " + id)
                        .equals("1")
                ? state()
                : new State(0, 0, 0, null, null, null, 0);
        Integer open = state.openGeneration();
        String list = "SELECT c.relname, c.relispartition FROM pg_catalog.pg_class c WHERE c.relnamespace = '" + SCHEMA
                + "'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^score_" + id + "_g[0-9]+$'";
        List<String> attached = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(list)) {
            while (rows.next()) {
                String name = rows.getString(1);
                int generation = Integer.parseInt(name.substring(name.lastIndexOf('g') + 1));
                boolean needed = generation == state.current()
                        || generation == state.previous()
                        || (open != null && generation == open);
                if (!needed) {
                    (rows.getBoolean(2) ? attached : loose).add(Identifiers.qualified(SCHEMA, name));
                }
            }
        }
        for (String table : attached) {
            // waits for those who read it and keeps nobody out; a killed one is finished with FINALIZE
            detach(table);
            loose.add(table);
        }
        for (String table : loose) {
            session.execute("DROP TABLE " + table);
        }
    }

    private void detach(String table) throws SQLException {
        boolean begun = answer("SELECT inhdetachpending FROM pg_catalog.pg_inherits WHERE inhrelid = "
                        + Identifiers.literal(table) + "::regclass")
                .equals("t");
        session.execute(
                "ALTER TABLE " + parent() + " DETACH PARTITION " + table + (begun ? " FINALIZE" : " CONCURRENTLY"));
    }
}
