package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The index advisor on a lab: end to end, on its own output, and as a plan that is applied and measured. */
class IndexesLabTest {
    @TempDir
    private Path folder;

    private Program program = Program.in(Path.of(""), Path.of(""));
    private String uri = "";

    @BeforeEach
    void start() throws IOException {
        program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        uri = succeeding("lab", "casaora", "start", "--scale", "0.05").out().strip();
    }

    @AfterEach
    void stop() throws IOException {
        program.run("lab", "casaora", "stop");
        try (Stream<Path> left = Files.list(folder.resolve("cache").resolve("run"))) {
            assertThat(left).isEmpty();
        }
    }

    private Program.Run succeeding(String... words) {
        Program.Run run = program.run(words);
        assertThat(run.status()).as(String.join(" ", words) + ": " + run.text()).isZero();
        return run;
    }

    private JsonNode advice() {
        return succeeding("indexes", "--lab", "casaora", "--format", "json").json();
    }

    private void execute(List<String> statements) throws SQLException {
        try (WriteSession session = WriteSession.open(new TargetParser(Map.of(), folder).parse(uri))) {
            for (String sql : statements) {
                session.execute(sql);
            }
        }
    }

    @Test
    void itsOwnOutputLeavesNothingToPropose() throws IOException, SQLException {
        execute(List.of("ANALYZE")); // the lab's statistics are out of date on purpose
        Path migration = folder.resolve("faster.sql");
        Program.Run run =
                succeeding("indexes", "--lab", "casaora", "--format", "json", "--migration", migration.toString());
        JsonNode first = run.json();

        assertThat(run.err()).contains("starting a PostgreSQL for the twin").contains("Written: " + migration);
        assertThat(first.path("selected").size()).isBetween(3, 30);
        assertThat(first.at("/cost/relative").asDouble()).isLessThan(0.3);
        assertThat(first.path("leftOut").size()).isZero();
        for (JsonNode statement : first.path("statements")) {
            assertThat(statement.path("calibrated").asBoolean())
                    .as(statement.toString())
                    .isTrue();
            assertThat(statement.path("relative").asDouble())
                    .as(statement.toString())
                    .isLessThanOrEqualTo(1.0001);
        }

        List<String> statements = Files.readAllLines(migration).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("--"))
                .toList();
        assertThat(statements)
                .hasSize(first.path("selected").size() + first.path("drop").size());
        execute(statements);
        execute(List.of("ANALYZE"));

        JsonNode second = advice();
        List<String> more = new ArrayList<>();
        second.path("selected").forEach(index -> more.add(index.toString()));
        assertThat(more).isEmpty();
        assertThat(second.at("/cost/before").asDouble())
                .isLessThan(0.3 * first.at("/cost/before").asDouble());
    }

    @Test
    void theAdviceIsAPlan() throws IOException {
        Path plan = folder.resolve("plan.json");
        succeeding("indexes", "--lab", "casaora", "--format", "json", "--out", plan.toString());
        assertThat(Files.readString(plan)).contains("\"kind\" : \"CreateIndex\"");

        JsonNode applied = succeeding("apply", plan.toString(), "--lab", "casaora", "--format", "json")
                .json();
        List<String> kept = new ArrayList<>();
        applied.path("operations").forEach(operation -> {
            if (operation.path("state").asString().equals("kept")) {
                kept.add(operation.path("title").asString());
            }
        });
        assertThat(kept).isNotEmpty();
        assertThat(applied.at("/totals/ratio").asDouble()).isGreaterThan(1);
    }
}
