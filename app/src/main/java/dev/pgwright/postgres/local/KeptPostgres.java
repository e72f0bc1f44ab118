package dev.pgwright.postgres.local;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own whose data stay in a folder when it stops: made when the folder is new, started again
 * when it is not. It ends with this process. Like every local server it writes without fsync, so a crash of the machine
 * may spoil the folder; what it holds must be such that it can be made again.
 */
public final class KeptPostgres implements AutoCloseable {
    private final InstanceFolder folder;
    private final ServerPrograms programs;
    private final int port;
    private final Thread onExit;

    private KeptPostgres(InstanceFolder folder, ServerPrograms programs, int port, Thread onExit) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.onExit = onExit;
    }

    /**
     * Starts the server of that folder.
     *
     * @throws PgwrightException LOCAL_POSTGRESQL when it runs already, or when the folder holds something else
     */
    public static KeptPostgres start(CacheFolder cache, Path path, LocalPostgres.Options options) {
        InstanceFolder folder = InstanceFolder.at(path);
        if (folder.isRunning()) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "The local PostgreSQL in " + folder.path() + " is running already",
                    "Use it, or stop it first.");
        }
        ServerPrograms programs = new ServerPrograms(PostgresBinaries.unpacked(cache, options.major()));
        Thread onExit = new Thread(() -> programs.stopCleanly(folder), "stop-kept-postgres");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            String password = existingPassword(folder);
            if (password.isEmpty()) {
                password = LocalPostgres.randomPassword();
                make(folder, programs, options, password);
            }
            int port = LocalPostgres.startOnFreePort(folder, programs, options);
            LocalPostgres.writePrivate(
                    folder.passfile(), "127.0.0.1:" + port + ":*:" + LocalPostgres.USER + ":" + password + "\n");
            folder.writePort(port);
            return new KeptPostgres(folder, programs, port, onExit);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "The local PostgreSQL in " + folder.path() + " could not be set up",
                    "Check the free space and the permissions there.",
                    e);
        }
    }

    /** Empty when no server was ever started there. */
    private static String existingPassword(InstanceFolder folder) throws IOException {
        if (!Files.isRegularFile(folder.passfile())) {
            return "";
        }
        String line = Files.readString(folder.passfile()).strip();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    private static void make(
            InstanceFolder folder, ServerPrograms programs, LocalPostgres.Options options, String password)
            throws IOException {
        if (Files.exists(folder.owner())) {
            folder.remove(); // one that was interrupted before its first start
        }
        Files.createDirectories(folder.path());
        try (Stream<Path> files = Files.list(folder.path())) {
            if (files.findAny().isPresent()) {
                throw new PgwrightException(
                        ErrorCode.LOCAL_POSTGRESQL,
                        "The folder " + folder.path() + " holds something else than a local PostgreSQL",
                        "Give a new folder.");
            }
        }
        folder.create(programs, LocalPostgres.initdbArguments(options), password);
    }

    /** URI of the server of that folder when it runs, whichever process started it. */
    public static Optional<String> running(Path path, String database) {
        InstanceFolder folder = InstanceFolder.at(path);
        return folder.isRunning()
                ? Optional.of(LocalPostgres.uri(folder, LocalPostgres.USER, folder.readPort(), database))
                : Optional.empty();
    }

    /** A libpq URI without the password, which stays in a private file that the URI names. */
    public String uri(String database) {
        return LocalPostgres.uri(folder, LocalPostgres.USER, port, database);
    }

    /** Stops the server; its data stay. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook does the work
        }
        programs.stopCleanly(folder);
    }
}
