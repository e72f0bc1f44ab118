package dev.pgwright.postgres.local;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A PostgreSQL server's programs, unpacked once into the cache folder and shared by every instance of that major. */
public record PostgresBinaries(int major, Path home) {
    /** A name that changes when the unpacked layout does, so that an old cache is not mistaken for a new one. */
    private static final String LAYOUT = "1";

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Unpacks the programs of the major unless that was done before; safe against other processes doing the same. */
    public static PostgresBinaries unpacked(CacheFolder cache, int major) {
        BinaryArchive archive = BinaryArchive.find(cache, major);
        Path home = cache.folder("postgres").resolve(major + "-" + archive.version() + "-" + LAYOUT);
        if (!Files.isDirectory(home)) {
            cache.locked("unpack-" + major, () -> Files.isDirectory(home) ? home : unpack(archive, home));
        }
        return new PostgresBinaries(major, home);
    }

    private static Path unpack(BinaryArchive archive, Path home) {
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        try {
            deleteTree(partial);
            Files.createDirectories(partial);
            try (InputStream raw = archive.open();
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, partial);
                }
            }
            return Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "PostgreSQL " + archive.major() + " could not be unpacked into " + home,
                    "Check the free space there, or set PGWRIGHT_CACHE to another folder.",
                    e);
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("archive entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            mode.add(PosixFilePermission.OWNER_EXECUTE);
            mode.add(PosixFilePermission.GROUP_EXECUTE);
            mode.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /** Removes a folder and all below it; a missing one is fine. */
    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
