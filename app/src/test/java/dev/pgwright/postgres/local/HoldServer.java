package dev.pgwright.postgres.local;

import java.nio.file.Path;

/** A process of its own that starts a local server, prints its URI and waits to be ended. */
public final class HoldServer {
    private HoldServer() {}

    /** Arguments: the cache folder, and a name for a server that outlives the process, which then ends at once. */
    public static void main(String[] arguments) throws InterruptedException {
        CacheFolder cache = CacheFolder.at(Path.of(arguments[0]));
        LocalPostgres.Options options = LocalPostgres.Options.standard();
        if (arguments.length > 1) {
            System.out.println(
                    LocalPostgres.startNamed(cache, arguments[1], options).uri("postgres"));
            return;
        }
        System.out.println(LocalPostgres.start(cache, options).uri("postgres"));
        Thread.sleep(Long.MAX_VALUE);
    }
}
