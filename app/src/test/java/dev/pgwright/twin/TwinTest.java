package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Redaction;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotFile;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.Calibration.Outcome;
import dev.pgwright.workload.WorkloadStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The twin of a database of many shapes plans as the database does, to the last digit. */
class TwinTest {
    private static final CacheFolder CACHE = CacheFolder.of(System.getenv());

    @TempDir
    private Path folder;

    private Snapshot measured(Session session) {
        return TwinMeasurements.complete(session, SnapshotReader.read(session));
    }

    /** A saved snapshot is as good as a target. */
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void plansAsTheTarget(int major) throws Exception {
        try (Session session = TwinSource.of(major).session()) {
            Path file = folder.resolve("snapshot.json");
            SnapshotFile.save(measured(session), file);
            try (Twin twin = Twin.start(CACHE, SnapshotFile.load(file), line -> {})) {
                assertThat(twin.gaps()).isEmpty();
                List<Calibration.Result> results = Calibration.of(session, twin, TwinSource.statements());
                assertThat(different(results)).isEmpty();
            }
        }
    }

    private static String different(List<Calibration.Result> results) {
        return results.stream()
                .filter(result -> !result.isCalibrated())
                .map(result -> result.statement().sql() + "\n    " + result.outcome() + ": " + result.difference())
                .collect(Collectors.joining("\n"));
    }

    private static long count(List<Calibration.Result> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** Most plans are the same; the others are those that the gaps speak of, and labelled. */
    @Test
    void worksWithARoleThatOwnsNothing() throws Exception {
        try (Session session = TwinSource.of(18).lowSession();
                Twin twin = Twin.start(CACHE, measured(session), line -> {})) {
            List<WorkloadStatement> statements = TwinSource.statements().stream()
                    .filter(statement -> statement.role() == null)
                    .toList();
            List<Calibration.Result> results = Calibration.of(session, twin, statements);
            assertThat(count(results, Outcome.REFUSED_BY_TWIN))
                    .as(different(results))
                    .isZero();
            assertThat(count(results, Outcome.IDENTICAL)).isGreaterThan(4 * count(results, Outcome.SAME_SHAPE));
            assertThat(twin.gaps().toString())
                    .contains("statistics of the expression of index public.customers_lower_name");
            assertThat(results)
                    .filteredOn(result -> !result.isCalibrated())
                    .allSatisfy(result -> assertThat(result.difference()).isNotBlank());
        }
    }

    @Test
    void aRedactedSnapshotPlansEverythingAndSaysWhatItLacks() throws Exception {
        try (Session session = TwinSource.of(18).session();
                Twin twin = Twin.start(CACHE, Redaction.of(measured(session)), line -> {})) {
            List<Calibration.Result> results = Calibration.of(session, twin, TwinSource.statements());
            assertThat(count(results, Outcome.REFUSED_BY_TWIN))
                    .as(different(results))
                    .isZero();
            assertThat(twin.gaps()).extracting(TwinGap::object).containsExactly("statistics");
        }
    }

    /** The server of a target may have extensions that are not on this machine. */
    @Test
    void standsInForTypesOfExtensionsThatItLacks() throws Exception {
        TwinSource source = TwinSource.of(18);
        source.execute("CREATE EXTENSION cube SCHEMA helper; CREATE TABLE public.shapes (id int PRIMARY KEY,"
                + " at helper.cube NOT NULL, kind int); INSERT INTO public.shapes SELECT i,"
                + " helper.cube(i % 10), i % 5 FROM generate_series(1, 5000) AS i; ANALYZE public.shapes;"
                + " CREATE INDEX shapes_at ON public.shapes USING gist (at helper.gist_cube_ops)");
        try (Session session = source.session();
                Twin twin = Twin.start(CACHE, withoutCube(measured(session)), line -> {})) {
            List<Calibration.Result> results = Calibration.of(
                    session,
                    twin,
                    List.of(
                            statement("SELECT * FROM shapes WHERE id = 7"),
                            statement("SELECT id, at FROM shapes WHERE kind = 3 ORDER BY id LIMIT 9"),
                            statement("SELECT * FROM shapes ORDER BY id OFFSET 10")));
            assertThat(different(results)).isEmpty();
            assertThat(twin.gaps())
                    .extracting(TwinGap::object)
                    .contains("type helper.cube", "index public.shapes_at")
                    .noneMatch(object -> object.startsWith("table "));
        }
    }

    private static WorkloadStatement statement(String sql) {
        return new WorkloadStatement(sql, sql, 1, null, null, null, 1);
    }

    /** As if the extension had a name that no server here knows. */
    private static Snapshot withoutCube(Snapshot snapshot) {
        List<Extension> extensions = snapshot.rows(Facts.EXTENSION).stream()
                .map(e -> e.name().equals("cube")
                        ? new Extension("elsewhere", e.schema(), e.version(), e.defaultVersion())
                        : e)
                .toList();
        return snapshot.with(Facts.EXTENSION, extensions)
                .with(Facts.DATA_TYPE, SnapshotEdits.renamed(snapshot.rows(Facts.DATA_TYPE), "cube", "elsewhere"))
                .with(Facts.FUNCTION, SnapshotEdits.renamed(snapshot.rows(Facts.FUNCTION), "cube", "elsewhere"))
                .with(Facts.DEFINITION, SnapshotEdits.renamed(snapshot.rows(Facts.DEFINITION), "cube", "elsewhere"));
    }

    @Test
    void settingsAreTheTargetsAndFilesGoWithTheTwin() throws Exception {
        Path data;
        try (Session session = TwinSource.of(18).session();
                Twin twin = Twin.start(CACHE, SnapshotReader.read(session), line -> {})) {
            data = twin.dataFolder();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(twin.gaps()).extracting(TwinGap::object).contains("files");
            try (Connection connection = twin.connect("app_reader");
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_user, current_setting('work_mem'),"
                            + " current_setting('random_page_cost'), current_setting('search_path')")) {
                row.next();
                assertThat(List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                        .as("as the role and the database have it on the target")
                        .containsExactly("app_reader", "9MB", "1.3", "\"$user\", public, \"Odd Schema\"");
            }
        }
        assertThat(data).doesNotExist();
        assertThat(data.getParent()).doesNotExist();
    }
}
