package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.Progress;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.workload.WorkloadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is true: its commands run, its workload is read, its test command is the project's own check. */
@Tag("measuring")
class ReadmeTest {
    @TempDir
    static Path folder;

    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void keepASmallLabRunning() {
        String cache = System.getenv().getOrDefault("PGWRIGHT_CACHE", folder.toString());
        environment = Map.of("PGWRIGHT_CACHE", cache + "-readme", "XDG_STATE_HOME", folder.toString());
        LabServer.keepRunning(CacheFolder.of(environment), Lab.CASAORA, 0.1, Progress.SILENT);
    }

    @AfterAll
    static void stopTheLab() {
        LabServer.stop(CacheFolder.of(environment), Lab.CASAORA);
    }

    private static String readme() throws IOException {
        return Files.readString(root().resolve("README.md"));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("pgwright"))
                ? here
                : here.resolve("..").normalize();
    }

    private static List<String> blocks(String text, String language) {
        List<String> blocks = new ArrayList<>();
        String open = "```" + language + "\n";
        for (int at = text.indexOf(open); at >= 0; at = text.indexOf(open, at + 1)) {
            int from = at + open.length();
            blocks.add(text.substring(from, text.indexOf("```", from)).strip());
        }
        return blocks;
    }

    @Test
    void everyCommandOnALabRuns() throws IOException {
        List<String> commands = blocks(readme(), "sh").stream()
                .filter(block -> block.startsWith("./pgwright ") && !block.contains("@host"))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
        for (String command : commands) {
            String[] words = (command.substring("./pgwright ".length()) + " --quiet").split(" ");
            assertThat(Cli.run(words, environment)).as(command).isZero();
        }
    }

    @Test
    void theWorkloadOfTheExampleIsRead() throws IOException {
        WorkloadFile workload = WorkloadFile.parse(String.join("\n", blocks(readme(), "sql")));
        assertThat(workload.problems()).isEmpty();
        assertThat(workload.statements()).hasSize(1);
        assertThat(workload.statements().get(0).calls()).isEqualTo(400);
    }

    @Test
    void theTestCommandIsTheProjectsOwnCheck() throws IOException {
        String check = Files.readString(root().resolve(".ci/run"));
        assertThat(blocks(readme(), "sh")).anyMatch(block -> block.startsWith("mvn ") && check.endsWith(block + "\n"));
    }
}
