package dev.pgwright.postgres.local;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Secret;
import dev.pgwright.postgres.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.Driver;

/**
 * A PostgreSQL server of our own on this machine: data folder, free port on loopback, random password, stopped and
 * removed on close, on exit and on SIGTERM.
 */
public final class LocalPostgres implements AutoCloseable {
    /** By which a server of ours is known, which is rebuilt and never recovered. */
    public static final String CLUSTER_NAME = "pgwright local server";

    /** The superuser of a local server, unless its options name another. */
    public static final String USER = "postgres";

    private static final int START_ATTEMPTS = 3;

    private final InstanceFolder folder;
    private final ServerPrograms programs;
    private final int port;
    private final String user;
    private final Secret password;
    private final Thread onExit;

    private LocalPostgres(
            InstanceFolder folder, ServerPrograms programs, int port, String user, Secret password, Thread onExit) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.user = user;
        this.password = password;
        this.onExit = onExit;
    }

    /**
     * What a server is started with: the major, extra {@code initdb} arguments, {@code postgresql.conf} settings, and
     * the name of its superuser.
     */
    public record Options(int major, List<String> initdbArguments, Map<String, String> settings, String user) {
        public Options {
            initdbArguments = List.copyOf(initdbArguments);
            settings = Map.copyOf(settings);
        }

        public static Options ofMajor(int major) {
            return new Options(major, List.of("--locale=C.UTF-8"), Map.of(), USER);
        }

        public static Options standard() {
            return ofMajor(BinaryArchive.DEFAULT_MAJOR);
        }

        public Options with(String setting, String value) {
            Map<String, String> all = new TreeMap<>(settings);
            all.put(setting, value);
            return new Options(major, initdbArguments, all, user);
        }

        /** The same with further arguments of {@code initdb}. */
        public Options withArguments(String... more) {
            List<String> all = new ArrayList<>(initdbArguments);
            all.addAll(List.of(more));
            return new Options(major, all, settings, user);
        }

        /** The same with another superuser. */
        public Options withUser(String name) {
            return new Options(major, initdbArguments, settings, name);
        }
    }

    /** Starts a server that lives until {@link #close()} or the end of this process. */
    public static LocalPostgres start(CacheFolder cache, Options options) {
        InstanceFolder.removeLeftovers(cache);
        InstanceFolder folder = InstanceFolder.temporary(cache);
        Thread onExit = new Thread(folder::stopAndRemove, "stop-local-postgres");
        Runtime.getRuntime().addShutdownHook(onExit); // before the start, which may be interrupted too
        return startIn(folder, cache, options, onExit);
    }

    /** Starts a server under a name; it outlives this process until {@link #stopNamed}. */
    public static LocalPostgres startNamed(CacheFolder cache, String name, Options options) {
        InstanceFolder.removeLeftovers(cache);
        InstanceFolder folder = InstanceFolder.named(cache, name);
        if (folder.isRunning()) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "A local PostgreSQL named " + name + " is running already",
                    "Stop it first.");
        }
        folder.stopAndRemove(); // one that was killed, or whose machine was turned off
        return startIn(folder, cache, options, new Thread(() -> {}));
    }

    /** Where the named server keeps its data and password; it need not exist. */
    public static Path folderOfNamed(CacheFolder cache, String name) {
        return InstanceFolder.named(cache, name).path();
    }

    private static LocalPostgres startIn(InstanceFolder folder, CacheFolder cache, Options options, Thread onExit) {
        ServerPrograms programs = new ServerPrograms(PostgresBinaries.unpacked(cache, options.major()));
        try {
            String password = randomPassword();
            folder.create(programs, initdbArguments(options), password);
            int port = startOnFreePort(folder, programs, options);
            writePrivate(folder.passfile(), "127.0.0.1:" + port + ":*:" + options.user() + ":" + password + "\n");
            folder.writePort(port);
            return new LocalPostgres(folder, programs, port, options.user(), new Secret(password), onExit);
        } catch (RuntimeException | Error e) {
            folder.stopAndRemove();
            throw e;
        } catch (IOException e) {
            folder.stopAndRemove();
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "The local PostgreSQL in " + folder.path() + " could not be set up",
                    "Check the free space there, or set PGWRIGHT_CACHE to another folder.",
                    e);
        }
    }

    static List<String> initdbArguments(Options options) {
        List<String> all = new ArrayList<>(List.of("-U", options.user()));
        all.addAll(options.initdbArguments());
        return all;
    }

    static int startOnFreePort(InstanceFolder folder, ServerPrograms programs, Options options) throws IOException {
        PgwrightException last = null;
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            int port = freePort();
            folder.writeSettings(settings(port, options.settings()));
            try {
                programs.start(folder);
                return port;
            } catch (PgwrightException e) {
                last = e; // another program may have taken the port in between
            }
        }
        throw last == null ? new IllegalStateException("no attempt made") : last;
    }

    private static Map<String, String> settings(int port, Map<String, String> extra) {
        Map<String, String> all = new TreeMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", String.valueOf(port));
        all.put("unix_socket_directories", "");
        all.put("shared_preload_libraries", "pg_stat_statements,auto_explain");
        all.put("cluster_name", CLUSTER_NAME);
        all.put("fsync", "off"); // a local server is rebuilt, never recovered
        all.put("full_page_writes", "off");
        all.put("max_connections", "100");
        all.put("log_destination", "stderr");
        all.put("logging_collector", "off");
        all.put("timezone", "UTC");
        all.putAll(extra);
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String randomPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    public int port() {
        return port;
    }

    /** Folder of this instance, private to the user. */
    public Path folder() {
        return folder.path();
    }

    /** A libpq URI without the password, which stays in a private file that the URI names. */
    public String uri(String database) {
        return uri(folder, user, port, database);
    }

    /** A database of this server, as its superuser. */
    public Target target(String database) {
        return new Target(List.of(new Target.Host("127.0.0.1", port)), database, user, password, Map.of());
    }

    /**
     * A connection as the superuser, in autocommit mode. It sends texts whole (simple query protocol): several
     * statements in one string are one transaction.
     */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("PGDBNAME", database);
        properties.setProperty("ApplicationName", "pgwright");
        properties.setProperty("preferQueryMode", "simple");
        Connection connection = new Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/", properties);
        if (connection == null) {
            throw new IllegalStateException("the driver refuses its own address");
        }
        return connection;
    }

    /** The data folder (PGDATA). */
    public Path dataFolder() {
        return folder.data();
    }

    /**
     * Stops the server in order, runs the work on its files, and starts it again on the same port: nothing stays in its
     * shared buffers.
     */
    public void restart(Runnable work) {
        programs.stopCleanly(folder);
        work.run();
        programs.start(folder);
    }

    static String uri(InstanceFolder folder, String user, int port, String database) {
        return "postgresql://" + percentEncoded(user) + "@127.0.0.1:" + port + "/" + percentEncoded(database)
                + "?passfile="
                + percentEncoded(folder.passfile().toString());
    }

    private static String percentEncoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    /** URI of the named server when it runs. */
    public static Optional<String> runningNamed(CacheFolder cache, String name, String database) {
        InstanceFolder folder = InstanceFolder.named(cache, name);
        return folder.isRunning() ? Optional.of(uri(folder, USER, folder.readPort(), database)) : Optional.empty();
    }

    /** Stops the named server and removes its data; false when there was none. */
    public static boolean stopNamed(CacheFolder cache, String name) {
        InstanceFolder folder = InstanceFolder.named(cache, name);
        boolean existed = Files.isDirectory(folder.path());
        folder.stopAndRemove();
        return existed;
    }

    @Override
    public void close() {
        if (!folder.isNamed()) {
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException e) {
                return; // the process is ending: the hook does the work
            }
            try {
                programs.stop(folder);
            } finally {
                folder.remove();
            }
        }
    }

    /** The last lines of the server's log, for an error message. */
    static String tail(Path log) {
        try {
            if (!Files.isRegularFile(log)) {
                return "";
            }
            List<String> lines = new ArrayList<>(Files.readAllLines(log));
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
