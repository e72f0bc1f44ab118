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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The loop on a lab that keeps running: what is tuned is faster, stays tuned, and can be taken back to the letter. */
@Tag("measuring")
class TuneLabTest {
    /** The remains of a build that failed before anybody came: the one thing that an undo does not bring back. */
    private static final String REMAINS = "idx_payments_invoice";

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
        String dump = SchemaDump.of(new TargetParser(Map.of(), folder).parse(uri));
        return dump.lines().filter(line -> !line.contains(REMAINS)).collect(Collectors.joining("\n"));
    }

    private static List<String> titles(JsonNode tuning, String state) {
        List<String> titles = new ArrayList<>();
        for (JsonNode operation : tuning.path("operations")) {
            if (operation.path("state").asString().equals(state)) {
                titles.add(operation.path("title").asString());
            }
        }
        return titles;
    }

    @ParameterizedTest
    @EnumSource
    void tunedThenNothingNewThenAsBefore(Lab lab) {
        succeeding("lab", lab.id(), "start", "--scale", "0.05");
        String before = schema(lab);

        JsonNode first = succeeding("tune", "--lab", lab.id(), "--apply", "--format", "json")
                .json();
        assertThat(titles(first, "kept")).isNotEmpty();
        assertThat(first.at("/totals/ratio").asDouble()).isGreaterThan(1);
        assertThat(schema(lab)).isNotEqualTo(before);

        JsonNode second = succeeding("tune", "--lab", lab.id(), "--apply", "--format", "json")
                .json();
        assertThat(titles(second, "kept")).as("a second run").isEmpty();

        succeeding("undo", "--all", "--lab", lab.id());
        assertThat(schema(lab)).isEqualTo(before).doesNotContain("pgwright");
        JsonNode history =
                succeeding("ledger", "--lab", lab.id(), "--format", "json").json();
        List<String> states = new ArrayList<>();
        history.path("changes")
                .forEach(change -> states.add(change.at("/operation/state").asString()));
        assertThat(states)
                .hasSizeGreaterThanOrEqualTo(titles(first, "kept").size())
                .isSubsetOf("undone", "refused");
    }

    @ParameterizedTest
    @EnumSource(names = "CDHI")
    void aPlanIsAppliedLaterAndOneChangeTakenBack(Lab lab) throws IOException {
        succeeding("lab", lab.id(), "start", "--scale", "0.05");
        String before = schema(lab);

        Path plan = folder.resolve("plan.json");
        succeeding("tune", "--lab", lab.id(), "--format", "json", "--out", plan.toString());
        assertThat(schema(lab)).as("after a dry run").isEqualTo(before);
        assertThat(Files.readString(plan)).contains("\"planned\"");

        JsonNode applied = succeeding("apply", plan.toString(), "--lab", lab.id(), "--format", "json")
                .json();
        List<String> indexes = new ArrayList<>();
        applied.path("operations").forEach(operation -> {
            boolean kept = operation.path("state").asString().equals("kept");
            if (kept && operation.path("kind").asString().equals("CreateIndex")) {
                indexes.add(operation.path("id").asString());
            }
        });
        assertThat(indexes).isNotEmpty();
        String all = schema(lab);

        JsonNode undone = succeeding("undo", indexes.get(0), "--lab", lab.id(), "--format", "json")
                .json();
        assertThat(titles(undone, "undone")).hasSize(1);
        assertThat(schema(lab).lines().filter(line -> line.startsWith("index ")))
                .hasSize((int) all.lines()
                                .filter(line -> line.startsWith("index "))
                                .count()
                        - 1);
        succeeding("undo", "--all", "--lab", lab.id());
        assertThat(schema(lab)).isEqualTo(before);
    }
}
