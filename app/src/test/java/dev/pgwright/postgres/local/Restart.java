package dev.pgwright.postgres.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** Stops named servers as a careless world does, starts them again, and makes a standby of a stopped one. */
public final class Restart {
    private Restart() {}

    private static ServerPrograms programs(CacheFolder cache) {
        return new ServerPrograms(PostgresBinaries.unpacked(
                cache, LocalPostgres.Options.standard().major()));
    }

    private static ProcessHandle postmaster(CacheFolder cache, String name) {
        Path file = InstanceFolder.named(cache, name).data().resolve("postmaster.pid");
        try {
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).get(0).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fast shutdown: sessions are ended, the state is written. */
    public static void stop(CacheFolder cache, String name) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster(cache, name);
        new ProcessBuilder("kill", "-INT", String.valueOf(postmaster.pid()))
                .start()
                .waitFor();
        postmaster.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** As when the power goes: every process is gone at once. */
    public static void kill(CacheFolder cache, String name) {
        ProcessHandle postmaster = postmaster(cache, name);
        var children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        children.forEach(child -> child.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }

    public static void start(CacheFolder cache, String name) {
        programs(cache).start(InstanceFolder.named(cache, name));
    }

    /** Copies a stopped server's folder to another name and port, following the first when that runs again. */
    public static void copyAsStandby(CacheFolder cache, String primary, String standby, int port, String conninfo)
            throws IOException {
        InstanceFolder from = InstanceFolder.named(cache, primary);
        InstanceFolder to = InstanceFolder.named(cache, standby);
        copy(from.path(), to.path());
        String settings = Files.readString(to.data().resolve("pgwright.conf"));
        Files.writeString(
                to.data().resolve("pgwright.conf"),
                settings.replaceAll("(?m)^port = .*$", "port = '" + port + "'") + "primary_conninfo = '" + conninfo
                        + "'\n");
        Files.createFile(to.data().resolve("standby.signal"));
        to.writePort(port);
        start(cache, standby);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                CacheFolder.privateFolder(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
