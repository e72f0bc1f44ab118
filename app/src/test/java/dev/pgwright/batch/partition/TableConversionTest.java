package dev.pgwright.batch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.batch.JobOutcome;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers never stop, and no row is lost or doubled. */
class TableConversionTest {
    private static final String ROWS = Writers.CONTENT.replace("SELECT id,", "SELECT id || ' ' ||");

    private ShopServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aTableIsConvertedUnderWritesAndTheOldOneStaysInStep(int major) throws SQLException {
        server = ShopServer.start(major);
        server.fill(30_000);
        List<String> must;
        try (Writers writers = Writers.start(server.target(), 4)) {
            JobOutcome done = new TableConversion(server.target(), ShopServer.SMALL, System.out::println)
                    .convert(ShopServer.MONTHLY, false);
            System.out.println(done + " " + writers.longestMs());
            assertThat(done.state()).isEqualTo("done");
            long then = writers.committed();
            while (writers.committed() < then + 200) {
                Thread.onSpinWait();
            }
            must = writers.stop();
        }
        assertThat(server.answer("SELECT relkind FROM pg_class WHERE oid = 'shop.events'::regclass"))
                .isEqualTo("p");
        assertThat(server.rows(ROWS)).isEqualTo(must);
        assertThat(server.rows(ROWS.replace("shop.events", "shop.events_pgwright_old")))
                .isEqualTo(must);
    }
}
