package dev.pgwright.batch.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.batch.score.ScoreOptions.Engine;
import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark writes what the embedded engine writes, however the work is cut. */
class SparkEngineTest {
    private static final ScoreOptions EMBEDDED = new ScoreOptions(Engine.EMBEDDED, 1, false, 50);
    private static final String EVERYTHING = resource("everything.yaml");

    private static LabServer lab;
    private static Target target;
    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        lab = LabServer.startForRun(CacheFolder.of(System.getenv()), Lab.BAITO, 0.05, 18, what -> {});
        target = new TargetParser(Map.of(), Path.of("")).parse(lab.uri());
        execute(resource("tables.sql"));
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        spark.close();
        lab.close();
    }

    private static String resource(String name) {
        try (InputStream in = SparkEngineTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> rows(String view) {
        List<String> rows = new ArrayList<>();
        try (WriteSession session = WriteSession.open(target);
                Statement statement = session.connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT v::text FROM " + view + " AS v ORDER BY 1")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(view, e);
        }
        return rows;
    }

    private static ScoreOutcome spark(String yaml, int usersOfTask, int itemsOfTask) {
        SparkOptions options = new SparkOptions(usersOfTask, itemsOfTask, 1);
        return new SparkEngine(target, SpecFile.parse(yaml, "test"), "test", options, Progress.SILENT).run(spark);
    }

    /** Both engines write to the same view, one generation after the other. */
    private static ScoreOutcome agree(String yaml, String view, int usersOfTask, int itemsOfTask, int rows) {
        ScoreOutcome reference =
                new ScoreRun(target, SpecFile.parse(yaml, "test"), "test", Progress.SILENT).run(EMBEDDED);
        List<String> expected = rows(view);
        assertThat(expected).hasSize(rows);
        ScoreOutcome outcome = spark(yaml, usersOfTask, itemsOfTask);
        assertThat(rows(view)).isEqualTo(expected);
        assertThat(outcome.generation()).isEqualTo(reference.generation() + 1);
        assertThat(outcome.rowsWritten()).isEqualTo(rows);
        assertThat(outcome.pairs()).isEqualTo(reference.pairs());
        assertThat(outcome.engine()).isEqualTo("spark");
        return outcome;
    }

    @ParameterizedTest
    @CsvSource({"0, 1000000", "70, 1000000", "70, 900", "200, 370"})
    void theLab(int usersOfTask, int itemsOfTask) {
        String yaml = Lab.BAITO.scoring().orElseThrow();
        ScoreOutcome outcome = agree(yaml, "public.best_jobs", usersOfTask, itemsOfTask, 500 * 40);
        assertThat(outcome.pruned()).isBetween(1L, outcome.pairs());
    }

    @ParameterizedTest
    @CsvSource({"25, 50, 400", "400, 120, 100", "1, 40, 13"})
    void everyKindOfPart(int top, int usersOfTask, int itemsOfTask) {
        agree(EVERYTHING.replace("top: 25", "top: " + top), "shop.best", usersOfTask, itemsOfTask, 120 * top);
    }

    @Test
    void tiesAcrossPieces() {
        String yaml = """
                items: {from: shop.things, id: id, order: [{column: kind, descending: true}]}
                users: {from: shop.people, id: id}
                top: 7
                components: [{name: same, kind: constant, weight: 1, points: -3.25}]
                output: {view: shop.ties}
                """;
        agree(yaml, "shop.ties", 40, 3, 840);
    }

    @Test
    void nothingAtAll() {
        String yaml = EVERYTHING.replace("in: [there, here]", "in: [nowhere]").replace("shop.best", "shop.none");
        ScoreOutcome outcome = agree(yaml, "shop.none", 0, 100, 0);
        assertThat(outcome.notes()).anyMatch(note -> note.contains("One side is empty"));
    }

    @Test
    void whatATaskRefusesIsSaidAsByTheOtherEngines() {
        execute("CREATE TABLE shop.huge AS SELECT 1 AS id, 1e18::numeric AS v");
        String yaml = """
                items: {from: shop.huge, id: id}
                users: {from: shop.people, id: id}
                decimals: 0
                components:
                - {name: a, kind: value, weight: 0.5, of: item.v}
                - {name: b, kind: constant, weight: 0.5, points: 1}
                output: {view: shop.never}
                """;
        assertThatThrownBy(() -> spark(yaml, 0, 100))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("does not fit into 64 bits");
        assertThat(rows("(SELECT to_regclass('shop.never') IS NULL)")).containsExactly("(t)");
    }
}
