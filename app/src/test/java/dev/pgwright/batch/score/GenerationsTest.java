package dev.pgwright.batch.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.batch.score.ScoreOptions.Engine;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readers see whole generations, whatever happens while they read. */
class GenerationsTest {
    private static final ScoreOptions EMBEDDED = new ScoreOptions(Engine.EMBEDDED, 1, true, 50);
    private static final ScoreOptions SQL = new ScoreOptions(Engine.SQL, 1, true, 20);

    private static ScoreServer server;

    @BeforeAll
    static void start() {
        server = ScoreServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String yaml(String view, double weight) {
        return ScoreServer.resource("everything.yaml")
                .replace("shop.best", view)
                .replace("weight: 0.05, points: 12.5", "weight: 0.05, points: " + weight);
    }

    @Test
    void aTransactionKeepsTheGenerationThatItBeganWith() throws SQLException {
        server.run(yaml("shop.kept", 1)).run(EMBEDDED);
        List<String> first = server.best("shop.kept");
        try (WriteSession reader = WriteSession.open(server.target())) {
            reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            reader.execute("SELECT 1");
            server.run(yaml("shop.kept", 2)).run(EMBEDDED);
            assertThat(ScoreServer.rows(reader, "SELECT * FROM shop.kept ORDER BY 1, 3"))
                    .isEqualTo(first);
            reader.execute("COMMIT");
            assertThat(ScoreServer.rows(reader, "SELECT * FROM shop.kept ORDER BY 1, 3"))
                    .hasSameSizeAs(first)
                    .isNotEqualTo(first);
        }
    }

    @Test
    void theOneBeforeCanBeShownAgainAndAllRemoved() {
        server.run(yaml("shop.back", 1)).run(EMBEDDED);
        List<String> first = server.best("shop.back");
        assertThatThrownBy(() -> server.run(yaml("shop.back", 1)).goBack())
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("no generation before");
        server.run(yaml("shop.back", 2)).run(EMBEDDED);
        server.run(yaml("shop.back", 3)).run(EMBEDDED);
        List<String> third = server.best("shop.back");
        assertThat(server.run(yaml("shop.back", 3)).goBack()).isEqualTo(2);
        assertThat(server.best("shop.back")).isNotEqualTo(third).isNotEqualTo(first);
        assertThat(tables("shop.back")).as("the first is gone").hasSize(2);
        String id = server.rows("SELECT id FROM pgwright_batch.score_output WHERE view = 'shop.back'")
                .get(0);
        server.run(yaml("shop.back", 3)).drop();
        assertThat(server.rows("SELECT to_regclass('shop.back')")).containsExactly("null");
        assertThat(server.rows("SELECT relname FROM pg_class WHERE relname ~ '^score_" + id + "(_|$)'"))
                .isEmpty();
    }

    private static List<String> tables(String view) {
        return server.rows("SELECT c.relname FROM pg_class c JOIN pgwright_batch.score_output o ON o.view = '" + view
                + "' AND c.relname ~ ('^score_' || o.id || '_g[0-9]+$') WHERE c.relkind = 'r'");
    }

    @Test
    void whatIsStoppedBetweenChunksGoesOnAndEndsTheSame() {
        server.run(yaml("shop.whole", 4)).run(SQL);
        List<String> reports = new ArrayList<>();
        ScoreRun stopped = server.run(yaml("shop.pieces", 4), message -> {
            reports.add(message);
            if (reports.size() == 3) {
                throw new IllegalStateException("stop here");
            }
        });
        assertThatThrownBy(() -> stopped.run(SQL)).hasMessage("stop here");
        assertThat(server.best("shop.pieces")).as("nothing is visible yet").isEmpty();
        ScoreOutcome outcome = server.run(yaml("shop.pieces", 4)).run(SQL);
        assertThat(outcome.notes()).anyMatch(note -> note.contains("after the 60 users"));
        assertThat(server.best("shop.pieces")).isNotEmpty().isEqualTo(server.best("shop.whole"));
        assertThat(tables("shop.pieces")).hasSize(1);
    }

    @Test
    void anotherDescriptionBeginsAnew() {
        ScoreRun stopped = server.run(yaml("shop.anew", 5), message -> {
            throw new IllegalStateException("stop here");
        });
        assertThatThrownBy(() -> stopped.run(SQL)).hasMessage("stop here");
        assertThat(server.run(yaml("shop.anew", 6)).run(SQL).notes()).isEmpty();
        server.run(yaml("shop.anew2", 6)).run(EMBEDDED);
        assertThat(server.best("shop.anew")).isEqualTo(server.best("shop.anew2"));
        assertThat(tables("shop.anew")).hasSize(1);
    }

    @Test
    void twoRunsDoNotMeet() throws SQLException {
        server.run(yaml("shop.busy", 7)).run(EMBEDDED);
        try (WriteSession other = WriteSession.open(server.target())) {
            other.execute("SELECT pg_advisory_lock(hashtextextended('pgwright batch score shop.busy', 0))");
            assertThatThrownBy(() -> server.run(yaml("shop.busy", 7)).run(EMBEDDED))
                    .isInstanceOfSatisfying(
                            PgwrightException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
        }
    }

    @Test
    void whatSomebodyElseMadeIsLeftAlone() {
        server.execute("CREATE TABLE shop.mine (id integer)");
        assertThatThrownBy(() -> server.run(yaml("shop.mine", 7)).run(EMBEDDED))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("was not made by batch score");
        assertThat(server.rows("SELECT * FROM shop.mine")).isEmpty();
    }

    @Test
    void aNewViewIsClosedUntilSomebodyOpensIt() {
        server.execute(
                "CREATE ROLE guest; ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT ALL ON TABLES TO guest, PUBLIC");
        server.run(yaml("shop.closed", 7)).run(EMBEDDED);
        String may = "SELECT has_table_privilege('guest', 'shop.closed', 'SELECT')";
        assertThat(server.rows(may)).containsExactly("f");
        server.execute("GRANT USAGE ON SCHEMA shop TO guest; GRANT SELECT ON shop.closed TO guest");
        server.run(yaml("shop.closed", 8)).run(EMBEDDED);
        assertThat(server.rows(may)).containsExactly("t");
        server.execute("SET ROLE guest; SELECT * FROM shop.closed LIMIT 1");
    }
}
