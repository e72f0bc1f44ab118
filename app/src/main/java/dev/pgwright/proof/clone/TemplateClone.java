package dev.pgwright.proof.clone;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A copy of the target's database beside it on its own server (CREATE DATABASE ... TEMPLATE): the same files,
 * statistics and settings, within seconds. It takes room and reading there, and nobody may be connected to the target
 * meanwhile.
 *
 * <p>A session of ours stays connected to the copy as long as it is in use. A copy of ours to which nobody is connected
 * is what a killed run left: the next run drops it.
 */
public final class TemplateClone implements CloneDatabase {
    private static final String PREFIX = "pgwright_proof_";
    /** First half of the key of the lock that is held while a copy is made; the second is the copy's number. */
    private static final int LOCK = 0x70677772;

    private static final int FIRST_WITH_STRATEGY = 15;
    private static final int FIRST_WITH_EVICTION = 18;
    private static final int FIRST_WITH_FILE_CLONE = 18;
    private static final int LONGEST_LOCK_SECONDS = 5;

    private final Target target;
    private final WriteSession guard;
    private final Target maintenance;

    private TemplateClone(Target target, WriteSession guard, Target maintenance) {
        this.target = target;
        this.guard = guard;
        this.maintenance = maintenance;
    }

    /**
     * Makes a copy.
     *
     * @throws PgwrightException MISSING_PRIVILEGE or BUSY, saying what else can be done
     */
    public static TemplateClone of(Target original, Consumer<String> progress) {
        Target maintenance = original.withDatabase(original.database().equals("postgres") ? "template1" : "postgres");
        try (WriteSession session = WriteSession.open(maintenance)) {
            removeLeftovers(session);
            String name = create(session, original, progress);
            Target copy = original.withDatabase(name);
            try {
                return new TemplateClone(copy, WriteSession.open(copy), maintenance);
            } catch (RuntimeException e) {
                session.execute("DROP DATABASE IF EXISTS " + Identifiers.quote(name));
                throw e;
            }
        } catch (SQLException e) {
            throw translated(original, e);
        }
    }

    private static String create(WriteSession session, Target original, Consumer<String> progress) throws SQLException {
        progress.accept("copying database " + original.database() + " on its server");
        int number = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        String name = PREFIX + number;
        session.limit(Duration.ofSeconds(LONGEST_LOCK_SECONDS), Duration.ZERO);
        // held until we are connected to the copy: meanwhile nobody takes it for a leftover
        session.execute("SELECT pg_catalog.pg_advisory_lock(" + LOCK + ", " + number + ")");
        String strategy = session.version().major() >= FIRST_WITH_STRATEGY ? " STRATEGY file_copy" : "";
        String create = "CREATE DATABASE " + Identifiers.quote(name) + " TEMPLATE "
                + Identifiers.quote(original.database()) + strategy;
        if (!isCloned(session, create)) {
            session.execute(create);
        }
        copySettings(session, original.database(), name);
        return name;
    }

    /**
     * Where the file system can, files share their blocks until one of them is written: no room and no time
     * (file_copy_method, copydir.c). What it cannot is copied as ever.
     */
    private static boolean isCloned(WriteSession session, String create) throws SQLException {
        if (session.version().major() < FIRST_WITH_FILE_CLONE) {
            return false;
        }
        try {
            session.execute("SET file_copy_method = clone");
            session.execute(create);
            return true;
        } catch (SQLException e) {
            String state = Objects.requireNonNullElse(e.getSQLState(), "");
            if (Set.of(SqlStates.OBJECT_IN_USE, SqlStates.INSUFFICIENT_PRIVILEGE)
                            .contains(state)
                    || SqlStates.isConnection(state)) {
                throw e;
            }
            session.execute("RESET file_copy_method");
            return false;
        }
    }

    /** CREATE DATABASE leaves out what is set for a database, and for roles in it. */
    private static void copySettings(WriteSession session, String from, String to) throws SQLException {
        String sql = "SELECT r.rolname, split_part(c.setting, '=', 1),"
                + " substr(c.setting, strpos(c.setting, '=') + 1) FROM pg_catalog.pg_db_role_setting AS s"
                + " JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase"
                + " LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole, unnest(s.setconfig) AS c(setting)"
                + " WHERE d.datname = " + Identifiers.literal(from);
        List<String> commands = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String role = rows.getString(1);
                String whose = role == null
                        ? "ALTER DATABASE " + Identifiers.quote(to)
                        : "ALTER ROLE " + Identifiers.quote(role) + " IN DATABASE " + Identifiers.quote(to);
                commands.add(whose + " SET " + setting(rows.getString(2), rows.getString(3)));
            }
        }
        for (String command : commands) {
            try {
                session.execute(command);
            } catch (SQLException e) {
                if (!SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /** Lists such as search_path are kept as they were quoted. */
    private static String setting(String name, String value) {
        boolean list = List.of(
                        "search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries")
                .contains(name);
        String quoted = name.contains(".") ? Identifiers.qualified(name.split("\\.", 2)) : Identifiers.quote(name);
        return quoted + " TO " + (list && !value.isEmpty() ? value : Identifiers.literal(value));
    }

    /** Copies of runs that were killed: made by us, nobody is in them, and nobody is making them. */
    private static void removeLeftovers(WriteSession session) throws SQLException {
        String sql = "SELECT d.datname FROM pg_catalog.pg_database AS d WHERE d.datname ~ '^" + PREFIX
                + "[1-9][0-9]{0,9}$' AND pg_catalog.pg_has_role(d.datdba, 'MEMBER')"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE a.datname = d.datname)"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory'"
                + " AND l.classid = " + LOCK + " AND l.objid::text = split_part(d.datname, '_', 3))";
        List<String> names = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String name : names) {
            session.execute("DROP DATABASE IF EXISTS " + Identifiers.quote(name));
        }
    }

    private static PgwrightException translated(Target original, SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String what = "Database " + original.database() + " cannot be copied on its server: ";
        String advice = "Use --on copy or --on sample, which read it from outside.";
        if (state.equals(SqlStates.OBJECT_IN_USE)) {
            return new PgwrightException(
                    ErrorCode.BUSY, what + "others are connected to it, and CREATE DATABASE wants it alone", advice, e);
        }
        if (state.equals(SqlStates.INSUFFICIENT_PRIVILEGE)) {
            return new PgwrightException(
                    ErrorCode.MISSING_PRIVILEGE, what + "the role may not create databases from it", advice, e);
        }
        return WriteSession.error(original, e);
    }

    @Override
    public String words() {
        return "a copy of the database's files on its own server";
    }

    @Override
    public List<String> notes() {
        return List.of("The copy shares the server's memory and disks with the database: both were slower meanwhile.");
    }

    /** From 18 on, with the contrib module pg_buffercache and as a superuser: only pages of the copy go. */
    @Override
    public boolean emptyBuffers() {
        if (guard.version().major() < FIRST_WITH_EVICTION) {
            return false;
        }
        try {
            guard.execute("CREATE SCHEMA IF NOT EXISTS pgwright_cold");
            guard.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache SCHEMA pgwright_cold");
            String home = "(SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n"
                    + " ON n.oid = e.extnamespace WHERE e.extname = 'pg_buffercache')";
            guard.execute("DO $pgwright$ BEGIN EXECUTE format('SELECT count(%I.pg_buffercache_evict_relation(oid))"
                    + " FROM pg_catalog.pg_class WHERE relkind IN (''r'', ''i'', ''m'', ''t'')"
                    + " AND relpersistence <> ''t'' AND NOT relisshared', " + home + "); END $pgwright$");
            return true;
        } catch (SQLException e) {
            return false; // no such module, or not the rights
        }
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void close() {
        guard.close();
        try (WriteSession session = WriteSession.open(maintenance)) {
            session.execute("DROP DATABASE IF EXISTS " + Identifiers.quote(target.database()) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw WriteSession.error(maintenance, e);
        }
    }
}
