package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scoring that is killed without warning leaves readers what they had, and the next run what it needs. */
class ScoreKillTest {
    /** More of them with {@code -Dscore.kills=20}. */
    private static final int KILLS = Integer.getInteger("score.kills", 3);

    private static final String SUM = "SELECT count(*) || ' ' || sum(hashtextextended(b::text, 0)) FROM shop.best AS b";

    @TempDir
    private Path folder;

    private LocalPostgres server;
    private Target target;
    private Program program;

    @BeforeEach
    void start() throws SQLException {
        server = LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard());
        target = new TargetParser(Map.of(), folder).parse(server.uri("postgres"));
        program = Program.in(folder.resolve("cache"), folder.resolve("state"));
        try (WriteSession session = WriteSession.open(target)) {
            session.execute("CREATE SCHEMA shop; CREATE TABLE shop.item AS SELECT n AS id, n * 7919 % 1009 AS v,"
                    + " ARRAY[n % 7, n % 11] AS s FROM generate_series(1, 2000) AS n; CREATE TABLE shop.person AS SELECT"
                    + " n AS id, ARRAY[n % 7, n % 5] AS s FROM generate_series(1, 800) AS n");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path spec(double weight) throws IOException {
        Path file = folder.resolve("spec-" + weight + ".yaml");
        Files.writeString(file, """
                items: {from: shop.item, id: id}
                users: {from: shop.person, id: id}
                top: 10
                components:
                - {name: v, kind: value, weight: %s, of: item.v}
                - {name: s, kind: overlap, weight: %s, user: s, item: s, full: 100}
                output: {view: shop.best}
                """.formatted(weight, 1 - weight));
        return file;
    }

    private String sum() {
        try (WriteSession session = WriteSession.open(target);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(SUM)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void succeed(Path spec, String engine) {
        Program.Run run = program.run(
                "batch", "score", server.uri("postgres"), "--spec", spec.toString(), "--engine", engine, "--quiet");
        assertThat(run.status()).as(run.text()).isZero();
    }

    private long killAt(Path spec, String engine, long millis) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = program.start(
                folder.resolve("out"),
                folder.resolve("err"),
                "batch",
                "score",
                server.uri("postgres"),
                "--spec",
                spec.toString(),
                "--engine",
                engine);
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "sql"})
    void whateverTheMoment(String engine) throws Exception {
        List<Path> specs = List.of(spec(0.25), spec(0.75));
        succeed(specs.get(0), engine);
        String first = sum();
        long whole = killAt(specs.get(1), engine, TimeUnit.MINUTES.toMillis(1));
        String second = sum();
        assertThat(second).isNotEqualTo(first);

        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                seen.add(sum());
            }
        });
        reader.start();
        Random random = new Random(engine.hashCode());
        for (int kill = 0; kill < KILLS; kill++) {
            killAt(specs.get(kill % 2), engine, whole / 5 + random.nextLong(whole));
        }
        succeed(specs.get(KILLS % 2), engine);
        over.set(true);
        reader.join();
        assertThat(sum()).isEqualTo(KILLS % 2 == 0 ? first : second);
        assertThat(seen).isNotEmpty().isSubsetOf(first, second);
    }
}
