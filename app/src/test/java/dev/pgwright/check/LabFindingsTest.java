package dev.pgwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.Progress;
import dev.pgwright.lab.Expectation.Entry;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.WarmCache;
import dev.pgwright.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In each lab the checks find what was planted, and nothing of what must not be found. The smallest lab is too small
 * for slow statements; {@code LAB_SCALE=1} asks for those too.
 */
class LabFindingsTest {
    private static final Set<String> ONLY_WHEN_LARGE = Set.of("slow-statement", "dominating-statement");

    private static final double SCALE = Double.parseDouble(
            Objects.requireNonNullElse(System.getenv("LAB_SCALE"), String.valueOf(LabServer.SMALLEST_SCALE)));

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource
    void plantedFaultsAreFoundAndNothingElse(Lab lab) throws IOException {
        Examination examination = examine(lab);
        List<Entry> missed = lab.expectation().found().stream()
                .filter(entry -> SCALE >= 1 || !ONLY_WHEN_LARGE.contains(entry.check()))
                .filter(entry -> !isFound(examination, entry))
                .toList();
        List<Entry> wrong = lab.expectation().notFound().stream()
                .filter(entry -> isFound(examination, entry))
                .toList();
        assertThat(missed).as("planted, not found").isEmpty();
        assertThat(wrong).as("found, not planted").isEmpty();
    }

    private static boolean isFound(Examination examination, Entry entry) {
        return examination.of(entry.check()).stream()
                .anyMatch(finding -> entry.object() == null || entry.object().equals(finding.object()));
    }

    private Examination examine(Lab lab) throws IOException {
        CacheFolder cache = CacheFolder.at(WarmCache.at(temporary.resolve("cache")));
        try (LabServer server = LabServer.use(cache, lab, SCALE, Progress.SILENT);
                Session session = Session.open(
                        new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(server.uri()))) {
            return CheckRunner.run(SnapshotReader.read(session), Thresholds.general());
        }
    }
}
