package dev.pgwright.batch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.batch.JobOutcome;
import dev.pgwright.check.SchemaDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers never stop; by what each of them knows of its own rows, none is lost and none is doubled. */
class ConversionStressTest {
    private static final String OLD = "shop.events_pgwright_old";

    @TempDir
    private Path folder;

    private static void awaitWrites(Writers writers, int more) {
        long then = writers.committed();
        while (writers.committed() < then + more) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String schema(ShopServer server) {
        return SchemaDump.of(server.target())
                .lines()
                .filter(line -> !line.contains("pgwright_batch"))
                .collect(Collectors.joining("\n"));
    }

    private static String kind(ShopServer server) {
        return server.answer("SELECT relkind FROM pg_class WHERE oid = 'shop.events'::regclass");
    }

    /** Rows of a key in two partitions are two lines here. */
    private static List<String> rows(ShopServer server, String table) {
        return server.rows(
                Writers.CONTENT.replace("SELECT id,", "SELECT id || ' ' ||").replace("shop.events", table));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void nothingIsLostOrDoubledAndTheUndoKeepsWhatCameSince(int major) throws SQLException {
        try (ShopServer server = ShopServer.start(major)) {
            server.fill(20_000);
            String before = schema(server);
            try (Writers writers = Writers.start(server.target(), 4)) {
                JobOutcome done = server.conversion().convert(ShopServer.MONTHLY, false);
                assertThat(done.state()).isEqualTo("done");
                assertThat(done.notes()).anyMatch(note -> note.contains("by count and hash and are equal"));
                assertThat(kind(server)).isEqualTo("p");
                awaitWrites(writers, 300);
                List<String> must = writers.stop();
                assertThat(rows(server, "shop.events")).isEqualTo(must);
                assertThat(rows(server, OLD)).isEqualTo(must);
            }
            try (Writers writers = Writers.start(server.target(), 4)) {
                awaitWrites(writers, 100);
                assertThat(server.conversion().undo("shop.events").state()).isEqualTo("undone");
                assertThat(kind(server)).isEqualTo("r");
                awaitWrites(writers, 100);
                List<String> must = writers.stop();
                assertThat(rows(server, "shop.events")).isEqualTo(must);
            }
            assertThat(schema(server)).isEqualTo(before);
        }
    }

    private int run(ShopServer server, int messages) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConversionProcess.class.getName(),
                        server.uri(),
                        String.valueOf(messages))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isIn(0, ConversionProcess.KILLED);
        return process.exitValue();
    }

    /** Each run is ended after a few messages more than the last: in making, copying, indexing, comparing, swapping. */
    @Test
    void killedAgainAndAgainItGoesOn() throws SQLException, IOException, InterruptedException {
        try (ShopServer server = ShopServer.start(18)) {
            server.fill(8_000);
            try (Writers writers = Writers.start(server.target(), 3)) {
                int killed = 0;
                while (run(server, 1 + killed % 4) == ConversionProcess.KILLED) {
                    killed++;
                    assertThat(killed).isLessThan(40);
                }
                assertThat(killed).isGreaterThan(4);
                assertThat(kind(server)).isEqualTo("p");
                awaitWrites(writers, 100);
                List<String> must = writers.stop();
                assertThat(rows(server, "shop.events")).isEqualTo(must);
                assertThat(rows(server, OLD)).isEqualTo(must);
            }
        }
    }

    /** At moments that nothing in the program decides on. */
    @Test
    void endedByTheServerAtAnyMomentItGoesOn() throws SQLException, IOException, InterruptedException {
        try (ShopServer server = ShopServer.start(14)) {
            server.fill(8_000);
            try (Writers writers = Writers.start(server.target(), 3)) {
                int cut = 0;
                String ending =
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'pgwright'"
                                + " AND pid <> pg_backend_pid()";
                for (int wait = 100; cut < 8; wait = wait % 1000 + 170) {
                    long pause = wait * 1_000_000L;
                    Thread end = new Thread(() -> {
                        LockSupport.parkNanos(pause);
                        server.execute(ending);
                    });
                    end.start();
                    try {
                        server.conversion().convert(ShopServer.MONTHLY, false);
                        end.join();
                        break;
                    } catch (RuntimeException e) {
                        cut++;
                    }
                    end.join();
                }
                assertThat(cut).isPositive();
                server.conversion().convert(ShopServer.MONTHLY, false);
                awaitWrites(writers, 100);
                List<String> must = writers.stop();
                assertThat(rows(server, "shop.events")).isEqualTo(must);
                assertThat(rows(server, OLD)).isEqualTo(must);
            }
        }
    }
}
