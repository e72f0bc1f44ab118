package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The twin of a database of many shapes plans as the database does, to the last digit. */
class TwinTest {
    private static final CacheFolder CACHE = CacheFolder.of(System.getenv());

    @ParameterizedTest
    @ValueSource(ints = {18})
    void plansAsTheTarget(int major) throws Exception {
        try (TwinSource source = TwinSource.start(major);
                Session session = source.session()) {
            Snapshot snapshot = TwinMeasurements.complete(session, SnapshotReader.read(session));
            try (Twin twin = Twin.start(CACHE, snapshot, line -> {})) {
                List<Calibration.Result> results = Calibration.of(session, twin, TwinSource.statements());
                assertThat(different(results)).as(() -> "gaps: " + twin.gaps()).isEmpty();
            }
        }
    }

    private static String different(List<Calibration.Result> results) {
        return results.stream()
                .filter(result -> !result.isCalibrated())
                .map(result -> result.statement().sql() + "\n    " + result.outcome() + ": " + result.difference())
                .collect(Collectors.joining("\n"));
    }
}
