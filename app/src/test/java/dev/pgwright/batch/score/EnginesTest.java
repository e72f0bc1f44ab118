package dev.pgwright.batch.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.batch.score.ScoreOptions.Engine;
import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines agree to the last digit and in the order of ties. */
class EnginesTest {
    private static final ScoreOptions SQL = new ScoreOptions(Engine.SQL, 1, true, 50);
    private static final ScoreOptions PRUNED = new ScoreOptions(Engine.EMBEDDED, 2, true, 50);
    private static final ScoreOptions EVERY_PAIR = new ScoreOptions(Engine.EMBEDDED, 1, false, 50);
    private static final String EVERYTHING = ScoreServer.resource("everything.yaml");

    private static ScoreServer server;

    @BeforeAll
    static void start() {
        server = ScoreServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void agree(String yaml, String view, int rows) {
        server.run(yaml).run(SQL);
        List<String> reference = server.best(view);
        assertThat(reference).hasSize(rows);
        ScoreOutcome pruned = server.run(yaml).run(PRUNED);
        assertThat(server.best(view)).isEqualTo(reference);
        ScoreOutcome all = server.run(yaml).run(EVERY_PAIR);
        assertThat(server.best(view)).isEqualTo(reference);
        assertThat(pruned.rowsWritten()).isEqualTo(rows).isEqualTo(all.rowsWritten());
        assertThat(all.pruned()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top: 25",
                "top: 1",
                "top: 400",
                "decimals: 0",
                "decimals: 6",
                "relative_to: item",
                "relative_to: none, full: 0.125",
                "shape: steps",
                "unit: hour",
                "id: id"
            })
    void withEveryKindOfPart(String change) {
        String key = change.substring(0, change.indexOf(':') + 1);
        String yaml = change.startsWith("relative_to: none")
                ? EVERYTHING.replace("relative_to: user, full: 100", change)
                : EVERYTHING.replaceAll(key + " [a-z0-9]+", change);
        int top = change.startsWith("top") ? Integer.parseInt(change.substring(5)) : 25;
        agree(yaml.replace("shop.best", "shop.every"), "shop.every", 120 * top);
    }

    @Test
    void whenEverythingIsATie() {
        String yaml = """
                items: {from: shop.things, id: id, order: [{column: kind, descending: true}]}
                users: {from: shop.people, id: id}
                top: 7
                components: [{name: same, kind: constant, weight: 1, points: -3.25}]
                output: {view: shop.ties}
                """;
        agree(yaml, "shop.ties", 840);
        assertThat(server.rows("SELECT DISTINCT item_id, rank, score FROM shop.ties ORDER BY 2"))
                .hasSize(7)
                .isEqualTo(server.rows("SELECT id, row_number() OVER (ORDER BY kind DESC, id), -3.25"
                        + " FROM shop.things ORDER BY 2 LIMIT 7"));
    }

    @Test
    void withFewerItemsThanWanted() {
        String yaml = EVERYTHING
                .replace("{column: stars, min: 0, max: 3}", "{column: id, max: 10}")
                .replace("shop.best", "shop.few");
        agree(yaml, "shop.few", 1200);
        assertThat(server.run(yaml).run(PRUNED).notes()).anyMatch(note -> note.contains("only 10 items"));
    }

    @Test
    void withItemsThatAllHaveTheSameKey() {
        String yaml = EVERYTHING
                .replace("{column: stars, min: 0, max: 3}", "{column: id, in: [5, 9, 13]}")
                .replace("shop.best", "shop.alike");
        assertThat(server.rows("SELECT DISTINCT kind FROM shop.things WHERE id IN (5, 9, 13)"))
                .hasSize(1);
        agree(yaml, "shop.alike", 360);
    }

    /** All items, and fewer users at a time than there are: the same rows. */
    @ParameterizedTest
    @ValueSource(ints = {119, 50, 40, 32})
    void withUsersInBlocks(int users) throws SQLException {
        String yaml = EVERYTHING.replace("shop.best", "shop.blocks");
        agree(yaml, "shop.blocks", 3000);
        List<String> reference = server.best("shop.blocks");
        DataCheck.Counts held = new DataCheck.Counts(items(yaml), users);
        ScoreOutcome outcome = withMemory(yaml, Memory.estimate(held, 4));
        assertThat(server.best("shop.blocks")).isEqualTo(reference);
        assertThat(outcome.notes()).anyMatch(note -> note.contains("read in blocks of " + users));
        assertThat(outcome.users()).isEqualTo(120);
        assertThat(outcome.rowsWritten()).isEqualTo(3000);
    }

    private static long items(String yaml) {
        return server.run(yaml).explain().items();
    }

    private static ScoreOutcome withMemory(String yaml, long bytes) throws SQLException {
        ScoreSpec spec = SpecFile.parse(yaml, "test.yaml");
        return new EmbeddedEngine(server.target(), spec, "test.yaml", PRUNED, Progress.SILENT, bytes).run();
    }

    @Test
    void withTooLittleMemoryForTheItems() {
        String yaml = EVERYTHING.replace("shop.best", "shop.tight");
        long bytes = Memory.estimate(new DataCheck.Counts(items(yaml), 31), 4);
        assertThatThrownBy(() -> withMemory(yaml, bytes))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining(items(yaml) + " rows of shop.things take about 0 MB of memory; there are 0 MB")
                .satisfies(e -> assertThat(((PgwrightException) e).advice()).contains("-Xmx", "--engine sql"));
        assertThat(server.rows("SELECT to_regclass('shop.tight')")).containsExactly("null");
    }

    @Test
    void withNothingAtAll() {
        String yaml = EVERYTHING.replace("in: [there, here]", "in: [nowhere]").replace("shop.best", "shop.none");
        agree(yaml, "shop.none", 0);
    }

    @Test
    void byArithmeticThatAnybodyCanCheck() {
        server.execute("CREATE TABLE shop.a AS SELECT n AS id, n * 10.005 AS v, ARRAY['x', n::text] AS s"
                + " FROM generate_series(1, 3) AS n; CREATE TABLE shop.b AS SELECT 'u' AS id, ARRAY['x', '2'] AS s");
        String yaml = """
                items: {from: shop.a, id: id}
                users: {from: shop.b, id: id}
                top: 3
                components:
                - {name: v, kind: value, weight: 0.5, of: item.v}
                - {name: s, kind: overlap, weight: 0.5, user: s, item: s, full: 60}
                output: {view: shop.ab}
                """;
        agree(yaml, "shop.ab", 3);
        // (10.01 + 30) / 2, (20.01 + 60) / 2, (30.02 + 30) / 2
        assertThat(server.best("shop.ab")).containsExactly("u 2 1 40.005", "u 3 2 30.010", "u 1 3 20.005");
    }
}
