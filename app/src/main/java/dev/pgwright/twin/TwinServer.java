package dev.pgwright.twin;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.ServerVersion;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Database;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server of a twin: the target's major, its database with the same name and locale. */
final class TwinServer {
    /** Its superuser: no name that a target has, so that all of the target's roles can be cloned. */
    static final String USER = "pgwright_twin";

    static final String LOCALE = "C.UTF-8";

    private TwinServer() {}

    static LocalPostgres start(CacheFolder cache, Snapshot snapshot) {
        int major = new ServerVersion(snapshot.server().versionNum()).major();
        // checksums of pages that we write ourselves would be wrong; only 18 turns them on by itself
        List<String> arguments =
                major >= 18 ? List.of("--locale=" + LOCALE, "--no-data-checksums") : List.of("--locale=" + LOCALE);
        Map<String, String> settings = Map.of(
                "shared_preload_libraries", "",
                "autovacuum", "off",
                "jit", "off",
                // with minimal, what is built is logged at commit, and by that comes into the shared buffers
                "wal_level", "replica",
                "max_locks_per_transaction", "1024",
                "checkpoint_timeout", "1h",
                "lc_messages", "C");
        return LocalPostgres.start(cache, new LocalPostgres.Options(major, arguments, settings, USER));
    }

    static String databaseName(Snapshot snapshot) {
        return snapshot.server().database();
    }

    /** Makes the database; with another locale where this machine lacks the target's. */
    static void createDatabase(LocalPostgres server, Snapshot snapshot, List<TwinGap> gaps) throws SQLException {
        String name = databaseName(snapshot);
        Optional<Database> target =
                snapshot.rows(Facts.DATABASE).stream().filter(Database::current).findFirst();
        try (Connection connection = server.connect("template1");
                Statement statement = connection.createStatement()) {
            if (name.equals("postgres") || name.equals("template1")) {
                if (target.filter(TwinServer::hasOurLocale).isPresent()) {
                    return;
                }
                statement.execute("ALTER DATABASE " + Identifiers.quote(name) + " IS_TEMPLATE false");
                statement.execute("DROP DATABASE " + Identifiers.quote(name));
            }
            String create = "CREATE DATABASE " + Identifiers.quote(name) + " TEMPLATE template0 ENCODING ";
            try {
                statement.execute(create + target.map(TwinServer::locale).orElse("'UTF8'"));
            } catch (SQLException e) {
                gaps.add(new TwinGap(
                        "locale of database " + name,
                        DdlRunner.sentence(e),
                        "texts are ordered as in " + LOCALE + ", so estimates of ranges of text may differ"));
                statement.execute(create + "'UTF8'");
            }
        }
    }

    private static boolean hasOurLocale(Database database) {
        return database.localeProvider().equals("libc")
                && database.collate().equals(LOCALE)
                && database.ctype().equals(LOCALE)
                && database.encoding().equals("UTF8");
    }

    private static String locale(Database database) {
        return Identifiers.literal(database.encoding())
                + " LC_COLLATE " + Identifiers.literal(database.collate())
                + " LC_CTYPE " + Identifiers.literal(database.ctype());
    }

    /** An error of the twin's own server, which no input should cause. */
    static PgwrightException failed(SQLException e) {
        return new PgwrightException(
                ErrorCode.LOCAL_POSTGRESQL,
                "The twin's server failed: " + DdlRunner.sentence(e),
                "Check the free space and memory of this machine, then try again.",
                e);
    }
}
