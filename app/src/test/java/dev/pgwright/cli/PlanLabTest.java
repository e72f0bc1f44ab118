package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.lab.Lab;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The seeds' workflows from end to end on labs: shown, done with figures before and after, taken back. */
@Tag("measuring")
class PlanLabTest {
    @TempDir
    private Path folder;

    private Program program = Program.in(Path.of(""), Path.of(""));

    @BeforeEach
    void prepare() throws IOException {
        program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
    }

    @AfterEach
    void stop() {
        for (Lab lab : Lab.values()) {
            program.run("lab", lab.id(), "stop");
        }
    }

    private Program.Run succeeding(String... words) {
        Program.Run run = program.run(words);
        assertThat(run.status()).as(String.join(" ", words) + ": " + run.text()).isZero();
        return run;
    }

    private String schema(Lab lab) {
        String uri = succeeding("lab", lab.id(), "start").out().strip();
        return SchemaDump.of(new TargetParser(Map.of(), folder).parse(uri))
                .lines()
                .filter(line -> !line.contains("idx_payments_invoice")) // the remains of a failed build
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static List<String> all(JsonNode plan, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode step : plan.path("operations")) {
            JsonNode operation = step.has("operation") ? step.path("operation") : step;
            values.add(operation.path(field).asString());
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(names = {"CASAORA", "CDHI"})
    void quickWins(Lab lab) {
        succeeding("lab", lab.id(), "start", "--scale", "0.05");
        String before = schema(lab);
        JsonNode shown = succeeding("plan", "quick-wins", "--lab", lab.id(), "--format", "json")
                .json();
        assertThat(all(shown, "kind")).contains("Analyze", "ReplacePolicy", "CreateIndex", "DropIndex");
        assertThat(all(shown, "state")).containsOnly("planned");
        assertThat(schema(lab)).as("shown, not done").isEqualTo(before);

        JsonNode done = succeeding("plan", "quick-wins", "--lab", lab.id(), "--apply", "--format", "json")
                .json();

        assertThat(done.at("/totals/ratio").asDouble()).isGreaterThan(1.5);
        assertThat(all(done, "title")).containsExactlyElementsOf(all(shown, "title"));
        assertThat(all(done, "state")).contains("kept").doesNotContain("refused");
        succeeding("undo", "--all", "--lab", lab.id());
        assertThat(schema(lab)).isEqualTo(before).doesNotContain("pgwright");
    }

    @Test
    void preBatch() throws IOException {
        succeeding("lab", "baito", "start", "--scale", "0.05");
        String before = schema(Lab.BAITO);
        Path plan = folder.resolve("plan.json");
        String[] words = {"plan", "pre-batch", "--only", "batch-*", "--lab", "baito"};
        succeeding(with(words, "--format", "json", "--out", plan.toString()));
        assertThat(Files.readString(plan)).contains("\"Prewarm\"").contains("\"CreateIndex\"");
        assertThat(succeeding("apply", plan.toString(), "--lab", "baito", "--dry-run")
                        .out())
                .contains("Nothing was changed");
        assertThat(schema(Lab.BAITO)).isEqualTo(before);

        JsonNode done = succeeding("apply", plan.toString(), "--lab", "baito", "--yes", "--format", "json")
                .json();

        assertThat(all(done, "state")).contains("kept").doesNotContain("refused");
        double all = 0;
        double less = 0;
        for (JsonNode statement : done.path("workload")) {
            if (statement.path("statement").asString().startsWith("batch-")) {
                all += statement.path("calls").asDouble()
                        * statement.path("beforeMs").asDouble();
                less += statement.path("calls").asDouble()
                        * statement.path("afterMs").asDouble();
            }
        }
        assertThat(less).as("the batch, before " + all).isLessThan(all);
        succeeding("undo", "--all", "--lab", "baito");
        assertThat(schema(Lab.BAITO)).isEqualTo(before);
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
