package dev.pgwright.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabServerTest {
    private static final double SCALE = LabServer.SMALLEST_SCALE;

    @TempDir
    private Path temporary;

    private CacheFolder cache() throws IOException {
        return CacheFolder.at(WarmCache.at(temporary.resolve("cache")));
    }

    private static long instances(CacheFolder cache) throws IOException {
        try (Stream<Path> folders = Files.list(cache.folder("run"))) {
            return folders.count();
        }
    }

    @Test
    void oneThatKeepsRunningIsUsedUntilItIsStopped() throws IOException {
        CacheFolder cache = cache();
        assertThat(LabServer.running(cache, Lab.CDHI)).isEmpty();
        String uri = LabServer.keepRunning(cache, Lab.CDHI, SCALE, Progress.SILENT);
        assertThat(LabServer.keepRunning(cache, Lab.CDHI, null, Progress.SILENT))
                .isEqualTo(uri);
        try (LabServer used = LabServer.use(cache, Lab.CDHI, null, Progress.SILENT)) {
            assertThat(used.uri()).isEqualTo(uri);
        }
        assertThat(LabServer.running(cache, Lab.CDHI)).contains(uri);
        assertThat(LabServer.running(cache, Lab.CASAORA)).isEmpty();
        assertThatThrownBy(() -> LabServer.use(cache, Lab.CDHI, 1.0, Progress.SILENT))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("running at scale " + SCALE);
        assertThat(LabServer.stop(cache, Lab.CDHI)).isTrue();
        assertThat(LabServer.stop(cache, Lab.CDHI)).isFalse();
        assertThat(instances(cache)).isZero();
    }

    @Test
    void oneForARunIsGoneAfterIt() throws IOException {
        CacheFolder cache = cache();
        try (LabServer server = LabServer.use(cache, Lab.CDHI, SCALE, Progress.SILENT)) {
            assertThat(server.uri()).startsWith("postgresql://postgres@127.0.0.1:");
            assertThat(LabServer.running(cache, Lab.CDHI)).isEmpty();
        }
        assertThat(instances(cache)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theOldestServerTakesIt(Lab lab) throws IOException {
        CacheFolder cache = cache();
        List<String> steps = new ArrayList<>();
        LabServer.startForRun(cache, lab, SCALE, 14, steps::add).close();
        assertThat(steps).last().asString().contains("running its workload");
        assertThat(instances(cache)).isZero();
    }

    @Test
    void aHalfLoadedOneIsNotUsedAndReplaced() throws IOException {
        CacheFolder cache = cache();
        String half = LocalPostgres.startNamed(cache, "lab-cdhi", LocalPostgres.Options.standard())
                .uri("postgres");
        assertThat(LabServer.running(cache, Lab.CDHI)).isEmpty();
        assertThat(LabServer.keepRunning(cache, Lab.CDHI, SCALE, Progress.SILENT))
                .isNotEqualTo(half);
        assertThat(LabServer.stop(cache, Lab.CDHI)).isTrue();
    }

    @Test
    void aLoadThatFailsLeavesNothing() throws IOException {
        CacheFolder cache = cache();
        Progress failing = message -> {
            if (message.contains("keys.sql")) {
                throw new IllegalStateException("stop here");
            }
        };
        assertThatThrownBy(() -> LabServer.keepRunning(cache, Lab.CDHI, SCALE, failing))
                .hasMessage("stop here");
        assertThatThrownBy(() -> LabServer.use(cache, Lab.CDHI, SCALE, failing)).hasMessage("stop here");
        assertThat(instances(cache)).isZero();
    }

    @Test
    void aScaleIsWithinBounds() throws IOException {
        CacheFolder cache = cache();
        assertThatThrownBy(() -> LabServer.use(cache, Lab.CDHI, 0.001, Progress.SILENT))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("0.05");
        assertThat(instances(cache)).isZero();
    }
}
