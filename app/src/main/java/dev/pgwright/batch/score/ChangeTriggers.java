package dev.pgwright.batch.score;

import dev.pgwright.postgres.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Triggers that tell of changes in the tables of a description, by NOTIFY. They are per statement: a bulk change is told
 * once. A commit that notifies takes a lock that all such commits share (PreCommit_Notify in async.c), for a moment.
 */
final class ChangeTriggers {
    private static final String PREFIX = "pgwright_changed_";

    /** Changed rows up to which users are named one by one. */
    private static final int NAMED = 100;

    private ChangeTriggers() {}

    /** The channel of a description; changes of other descriptions are not heard on it. */
    static String channel(ScoreSpec spec) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((tables(spec) + spec.users().id()).getBytes(StandardCharsets.UTF_8));
            return "pgwright_score_" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All relations that it names. */
    static Set<String> tables(ScoreSpec spec) {
        Set<String> all =
                new LinkedHashSet<>(List.of(spec.users().from(), spec.items().from()));
        for (Component part : spec.components()) {
            if (part instanceof Component.Lookup lookup) {
                all.add(lookup.table());
            } else if (part instanceof Component.Matrix matrix) {
                all.add(matrix.table());
            } else if (part instanceof Component.Overlap overlap && overlap.weights() != null) {
                all.add(overlap.weights().table());
            }
        }
        return all;
    }

    /** A table that gets triggers; {@code userId} is empty when its rows are no users. */
    record Watched(String table, String userId) {}

    /** Tables behind the relations: those themselves, and those that views among them read. */
    static List<Watched> watched(Connection connection, ScoreSpec spec) throws SQLException {
        List<Watched> all = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        for (String relation : tables(spec)) {
            boolean users = relation.equals(spec.users().from());
            String sql = BASE_TABLES
                    .replace("{relation}", Identifiers.literal(ScoreSql.relation(relation)))
                    .replace("{column}", Identifiers.literal(spec.users().id()));
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    String table = Identifiers.qualified(rows.getString(1), rows.getString(2));
                    if (done.add(table)) {
                        boolean named = users && rows.getBoolean(3);
                        all.add(new Watched(table, named ? spec.users().id() : ""));
                    }
                }
            }
        }
        return all;
    }

    private static final String BASE_TABLES = "WITH RECURSIVE base (oid) AS (SELECT {relation}::regclass::oid UNION"
            + " SELECT d.refobjid FROM base AS b JOIN pg_catalog.pg_rewrite AS r ON r.ev_class = b.oid"
            + " JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid"
            + " AND d.refclassid = 'pg_catalog.pg_class'::regclass)"
            + " SELECT n.nspname, c.relname, EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid"
            + " AND a.attname = {column} AND NOT a.attisdropped) FROM base JOIN pg_catalog.pg_class AS c USING (oid)"
            + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
            + " ORDER BY c.oid";

    /** Statements that make them. */
    static List<String> create(Connection connection, ScoreSpec spec) throws SQLException {
        String channel = channel(spec);
        List<String> all = new ArrayList<>();
        all.add("CREATE SCHEMA IF NOT EXISTS pgwright_batch");
        int number = 0;
        for (Watched watched : watched(connection, spec)) {
            String function = "pgwright_batch." + Identifiers.quote(channel + "_" + ++number);
            all.add("CREATE OR REPLACE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql"
                    + " SECURITY DEFINER SET search_path = pg_catalog AS " + body(channel, watched.userId()));
            for (String event : List.of("INSERT", "UPDATE", "DELETE")) {
                String name = Identifiers.quote(PREFIX + event.toLowerCase(java.util.Locale.ROOT));
                all.add("CREATE OR REPLACE TRIGGER " + name + " AFTER " + event + " ON " + watched.table()
                        + " REFERENCING " + (event.equals("DELETE") ? "OLD" : "NEW")
                        + " TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION " + function + "()");
            }
        }
        return all;
    }

    private static String body(String channel, String userId) {
        String to = Identifiers.literal(channel);
        String everything = "PERFORM pg_notify(" + to + ", '*');";
        if (userId.isEmpty()) {
            return "$body$ BEGIN IF EXISTS (SELECT FROM changed) THEN " + everything
                    + " END IF; RETURN NULL; END $body$";
        }
        String id = Identifiers.quote(userId);
        return "$body$ DECLARE many boolean := (SELECT count(*) > " + NAMED + " FROM (SELECT FROM changed LIMIT "
                + (NAMED + 1) + ") AS c); BEGIN IF many THEN " + everything
                + " ELSE PERFORM pg_notify(" + to + ", 'u' || c." + id + "::text) FROM changed AS c"
                + " WHERE octet_length(c." + id + "::text) < 7000; END IF; RETURN NULL; END $body$";
    }

    /** Statements that take them away. */
    static List<String> drop(Connection connection, ScoreSpec spec) throws SQLException {
        List<String> all = new ArrayList<>();
        int number = 0;
        for (Watched watched : watched(connection, spec)) {
            for (String event : List.of("insert", "update", "delete")) {
                all.add("DROP TRIGGER IF EXISTS " + Identifiers.quote(PREFIX + event) + " ON " + watched.table());
            }
            all.add("DROP FUNCTION IF EXISTS pgwright_batch." + Identifiers.quote(channel(spec) + "_" + ++number)
                    + "()");
        }
        return all;
    }

    /** True when they are there. */
    static boolean exist(Connection connection, ScoreSpec spec) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) > 0 FROM pg_catalog.pg_proc WHERE proname = "
                        + Identifiers.literal(channel(spec) + "_1"))) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
