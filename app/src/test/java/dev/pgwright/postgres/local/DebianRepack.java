package dev.pgwright.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Debian's PostgreSQL with pg_repack, in the place of our own programs of that major. */
public final class DebianRepack {
    public static final int MAJOR = 15;

    private static final Path SERVER = Path.of("/usr/lib/postgresql/15");

    private DebianRepack() {}

    /** A cache whose servers have pg_repack; aborts the test when it is not here. */
    public static CacheFolder cache(Path root, String test) throws IOException {
        if (!Files.isExecutable(SERVER.resolve("bin/pg_repack")) || !Files.isExecutable(SERVER.resolve("bin/initdb"))) {
            String why = "skipped: pg_repack is not installed (apt-get install postgresql-15 postgresql-15-repack)";
            System.out.println(test + " " + why);
            Assumptions.abort(why);
        }
        CacheFolder shared = CacheFolder.of(System.getenv());
        Path name = PostgresBinaries.unpacked(shared, MAJOR).home().getFileName();
        CacheFolder cache = CacheFolder.at(root);
        Files.createSymbolicLink(cache.folder("postgres").resolve(name), SERVER);
        Files.createSymbolicLink(root.resolve("download"), shared.folder("download"));
        return cache;
    }
}
