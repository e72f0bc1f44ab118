package dev.pgwright.postgres.local;

import java.io.IOException;
import java.nio.file.Files;

/** Turns a named server into a standby that waits for WAL which never comes: it recovers for ever and can be read. */
public final class Standby {
    private Standby() {}

    public static void make(CacheFolder cache, String name) throws IOException {
        InstanceFolder folder = InstanceFolder.named(cache, name);
        ServerPrograms programs = new ServerPrograms(PostgresBinaries.unpacked(
                cache, LocalPostgres.Options.standard().major()));
        programs.stop(folder);
        Files.createFile(folder.data().resolve("standby.signal"));
        programs.start(folder);
    }
}
