package dev.pgwright.postgres.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of one local server: data, log, password file, port, and who started it. */
final class InstanceFolder {
    private static final String TEMPORARY = "tmp-";

    private final Path path;

    private InstanceFolder(Path path) {
        this.path = path;
    }

    static InstanceFolder temporary(CacheFolder cache) {
        return new InstanceFolder(cache.folder("run").resolve(TEMPORARY + UUID.randomUUID()));
    }

    static InstanceFolder named(CacheFolder cache, String name) {
        return new InstanceFolder(cache.folder("run").resolve("named-" + name));
    }

    /** A folder that somebody chose. */
    static InstanceFolder at(Path path) {
        return new InstanceFolder(path.toAbsolutePath().normalize());
    }

    Path path() {
        return path;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    Path passfile() {
        return path.resolve("pgpass");
    }

    /** Says who made the folder: without it, the folder is none of ours. */
    Path owner() {
        return path.resolve("owner");
    }

    boolean isNamed() {
        return !path.getFileName().toString().startsWith(TEMPORARY);
    }

    void create(ServerPrograms programs, List<String> initdbArguments, String password) throws IOException {
        CacheFolder.privateFolder(path);
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(owner(), self.pid() + " " + startOf(self));
        Path passwordFile = path.resolve("password");
        LocalPostgres.writePrivate(passwordFile, password + "\n");
        programs.initdb(this, initdbArguments, passwordFile);
        Files.delete(passwordFile);
    }

    void writeSettings(Map<String, String> settings) throws IOException {
        String text = settings.entrySet().stream()
                .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        Files.writeString(data().resolve("pgwright.conf"), text);
        Path main = data().resolve("postgresql.conf");
        String include = "include = 'pgwright.conf'\n";
        String before = Files.readString(main);
        if (!before.endsWith(include)) {
            Files.writeString(main, before + include);
        }
    }

    void writePort(int port) throws IOException {
        Files.writeString(path.resolve("port"), String.valueOf(port));
    }

    int readPort() {
        try {
            return Integer.parseInt(Files.readString(path.resolve("port")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The postmaster, when {@code postmaster.pid} (pidfile.h: line 1 is the pid) names a live PostgreSQL. */
    private Optional<ProcessHandle> postmaster() {
        Path file = data().resolve("postmaster.pid");
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::runsOurs);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Guards against a pid that was reused by somebody else's process: only ours names our data folder. */
    private boolean runsOurs(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            return Files.isReadable(commandLine)
                    ? Files.readString(commandLine).contains(data().toString())
                    : process.info().command().orElse("").endsWith("postgres");
        } catch (IOException e) {
            return false;
        }
    }

    boolean isRunning() {
        return Files.isRegularFile(path.resolve("port")) && postmaster().isPresent();
    }

    /** Ends the server without its programs: for leftovers of which only the folder is known. */
    void stopServer() {
        postmaster().ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy(); // SIGTERM is a smart shutdown: with its backends told to end, it follows at once
            for (int i = 0; i < 100 && process.isAlive(); i++) {
                sleep();
            }
            if (process.isAlive()) {
                process.destroyForcibly();
                process.onExit().join();
            }
        });
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void remove() {
        PostgresBinaries.deleteTree(path);
    }

    void stopAndRemove() {
        stopServer();
        remove();
    }

    /** Stops and removes temporary servers whose process was killed before it could do so itself. */
    static void removeLeftovers(CacheFolder cache) {
        List<Path> orphans = orphans(cache);
        if (!orphans.isEmpty()) {
            // one process at a time: two that delete the same tree trip over each other
            cache.locked("leftovers", () -> {
                orphans.forEach(orphan -> new InstanceFolder(orphan).stopAndRemove());
                return true;
            });
        }
    }

    private static List<Path> orphans(CacheFolder cache) {
        try (Stream<Path> folders = Files.list(cache.folder("run"))) {
            return folders.filter(InstanceFolder::isOrphan).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOrphan(Path folder) {
        if (!folder.getFileName().toString().startsWith(TEMPORARY)) {
            return false;
        }
        Path file = folder.resolve("owner");
        try {
            if (!Files.isRegularFile(file)) {
                return false; // being created by its owner right now
            }
            String[] owner = Files.readString(file).strip().split(" ");
            return owner.length == 2
                    && ProcessHandle.of(Long.parseLong(owner[0]))
                            .filter(process -> owner[1].equals(startOf(process)))
                            .isEmpty();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(i -> String.valueOf(i.toEpochMilli()))
                .orElse("unknown");
    }
}
