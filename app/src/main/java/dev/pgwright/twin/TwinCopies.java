package dev.pgwright.twin;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of a twin's database on the same server, without copying the zeros that its relations mostly are. Nobody may
 * be connected to it meanwhile (CREATE DATABASE wants its template alone).
 */
final class TwinCopies {
    /** A file that is not longer is copied as it is. */
    private static final long SHORT = 65L * RelationFile.PAGE_SIZE;

    /** Main forks; catalogs have numbers below FirstNormalObjectId (transam.h) and are copied as they are. */
    private static final Pattern FILE = Pattern.compile("(\\d+)(\\.\\d+)?");

    private static final long FIRST_OF_USERS = 16_384;

    private final LocalPostgres server;
    private final Connection connection;

    private TwinCopies(LocalPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** Makes databases of those names. */
    static void make(LocalPostgres server, String twin, List<String> copies) {
        try (Connection connection = WhatIfSql.connect(server, "template1")) {
            new TwinCopies(server, connection).make(twin, copies);
        } catch (SQLException e) {
            throw WhatIfSql.failure("The twin could not be copied", e);
        }
    }

    /** Removes databases; one that is not there is fine. */
    static void drop(LocalPostgres server, List<String> copies) {
        try (Connection connection = WhatIfSql.connect(server, "template1")) {
            for (String copy : copies) {
                WhatIfSql.execute(connection, "DROP DATABASE IF EXISTS " + Identifiers.quote(copy) + " WITH (FORCE)");
            }
        } catch (SQLException e) {
            throw WhatIfSql.failure("Copies of the twin could not be removed", e);
        }
    }

    private void make(String twin, List<String> copies) throws SQLException {
        WhatIfSql.execute(connection, "SET allow_system_table_mods = on; CHECKPOINT");
        List<CutFile> cuts = new ArrayList<>();
        try {
            longFiles(folder(twin)).forEach(file -> cuts.add(CutFile.cut(file)));
            for (String copy : copies) {
                create(twin, copy);
            }
        } finally {
            cuts.forEach(CutFile::restore);
        }
        for (String copy : copies) {
            Path folder = folder(copy);
            cuts.forEach(cut -> cut.restore(folder.resolve(cut.path().getFileName())));
        }
    }

    /** With the settings of the twin's database, which CREATE DATABASE leaves out. */
    private void create(String twin, String copy) throws SQLException {
        String strategy = connection.getMetaData().getDatabaseMajorVersion() >= 15 ? " STRATEGY file_copy" : "";
        WhatIfSql.execute(
                connection,
                "CREATE DATABASE " + Identifiers.quote(copy) + " TEMPLATE " + Identifiers.quote(twin) + strategy);
        WhatIfSql.execute(
                connection,
                "INSERT INTO pg_db_role_setting"
                        + " SELECT c.oid, s.setrole, s.setconfig FROM pg_db_role_setting AS s, pg_database AS c"
                        + " WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = "
                        + Identifiers.literal(twin) + ") AND c.datname = " + Identifiers.literal(copy));
    }

    private Path folder(String database) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT oid::bigint FROM pg_database WHERE datname = ?")) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return server.dataFolder().resolve("base").resolve(row.getString(1));
            }
        }
    }

    private static List<Path> longFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(TwinCopies::isOfUsers)
                    .filter(file -> bytes(file) > SHORT)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfUsers(Path file) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        return name.matches() && Long.parseLong(name.group(1)) >= FIRST_OF_USERS;
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
