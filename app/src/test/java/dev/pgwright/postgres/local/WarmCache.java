package dev.pgwright.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Caches of their own that share the unpacked programs, so that a test of instances starts fast. */
public final class WarmCache {
    private WarmCache() {}

    /** Makes the folder a cache in which nothing runs. */
    public static Path at(Path root) throws IOException {
        CacheFolder shared = CacheFolder.of(System.getenv());
        PostgresBinaries.unpacked(shared, LocalPostgres.Options.standard().major());
        CacheFolder.at(root).folder("run");
        Files.createSymbolicLink(root.resolve("postgres"), shared.folder("postgres"));
        return root;
    }
}
