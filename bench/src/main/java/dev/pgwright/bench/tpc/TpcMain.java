package dev.pgwright.bench.tpc;

import dev.pgwright.change.Progress;
import java.util.concurrent.CountDownLatch;

/**
 * Makes and serves the databases.
 *
 * <p>{@code start tpch|tpcds SCALE MAJOR} makes the database unless it is there, prints its URI and serves it until
 * this
 * process is told to end. {@code -Dtpc.home=FOLDER} says where the data are kept.
 */
public final class TpcMain {
    private TpcMain() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 4 || !arguments[0].equals("start")) {
            System.err.println("start tpch|tpcds SCALE MAJOR");
            return;
        }
        long started = System.nanoTime();
        Progress progress = line -> System.err.printf("%6.1f s  %s%n", (System.nanoTime() - started) / 1e9, line);
        TpcDatabase database = TpcDatabase.open(
                Benchmark.of(arguments[1]), Double.parseDouble(arguments[2]), Integer.parseInt(arguments[3]), progress);
        progress.report("ready");
        System.out.println(database.uri());
        System.out.flush();
        new CountDownLatch(1).await(); // the server ends with this process
    }
}
