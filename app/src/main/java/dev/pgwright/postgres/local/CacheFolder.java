package dev.pgwright.postgres.local;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The user's own cache folder: unpacked servers and running instances. Private to the user (0700), because instances
 * hold data and passwords.
 */
public final class CacheFolder {
    private static final Object JVM_LOCK = new Object();

    private final Path root;

    private CacheFolder(Path root) {
        this.root = root;
    }

    /** {@code PGWRIGHT_CACHE}, else {@code XDG_CACHE_HOME/pgwright}, else {@code ~/.cache/pgwright}. */
    public static CacheFolder of(Map<String, String> environment) {
        String own = environment.getOrDefault("PGWRIGHT_CACHE", "");
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!own.isEmpty()) {
            return new CacheFolder(Path.of(own).toAbsolutePath());
        }
        Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return new CacheFolder(base.resolve("pgwright").toAbsolutePath());
    }

    public static CacheFolder at(Path root) {
        return new CacheFolder(root.toAbsolutePath());
    }

    /** A subfolder, created with access for the user alone. */
    public Path folder(String name) {
        try {
            return privateFolder(privateFolder(root).resolve(name));
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "The cache folder " + root + " cannot be written",
                    "Set PGWRIGHT_CACHE to a folder of your own.",
                    e);
        }
    }

    static Path privateFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(path, mode);
        }
        return path;
    }

    /** Runs the action while no other process (nor thread) is in the same named section of this cache. */
    public <T> T locked(String name, Supplier<T> action) {
        Path file = folder("lock").resolve(name + ".lock");
        synchronized (JVM_LOCK) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IllegalStateException("lock lost: " + file);
                }
                return action.get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
