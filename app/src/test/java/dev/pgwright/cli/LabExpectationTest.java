package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.lab.Expectation;
import dev.pgwright.lab.Lab;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A diagnosis of every lab says what was planted, and nothing of what must not be said. */
class LabExpectationTest {
    /** They judge run times, which are short on small tables: here only a past long enough to judge counts. */
    private static final Set<String> JUDGE_TIME = Set.of("slow-statement", "dominating-statement");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everythingPlantedIsFoundAndNothingElseIsClaimed(Lab lab) throws IOException {
        Program program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        Program.Run run = program.run("diagnose", "--lab", lab.id(), "--scale", "0.1", "--format", "json");

        assertThat(run.status()).as(run.text()).isZero();
        List<Expectation.Entry> found = new ArrayList<>();
        for (JsonNode finding : run.json().path("findings")) {
            String check = finding.path("check").asString();
            found.add(new Expectation.Entry(check, finding.path("object").asString()));
            found.add(new Expectation.Entry(check, null));
        }
        List<Expectation.Entry> planted = lab.expectation().found().stream()
                .filter(entry -> !JUDGE_TIME.contains(entry.check()))
                .toList();
        assertThat(found).isNotEmpty().containsAll(planted);
        assertThat(found).doesNotContainAnyElementsOf(lab.expectation().notFound());
        List<String> skipped = new ArrayList<>();
        run.json()
                .path("skipped")
                .forEach(skip -> skipped.add(skip.path("check").asString()));
        assertThat(skipped).doesNotContainAnyElementsOf(JUDGE_TIME);
    }
}
