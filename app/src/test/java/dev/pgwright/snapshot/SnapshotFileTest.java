package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot comes back from its file as it was; every other file is refused with a sentence. */
class SnapshotFileTest {
    @TempDir
    Path folder;

    private static Snapshot read(int major) {
        TestServers.createShapes(major);
        try (Session session = TestServers.superuser(major, TestServers.SHAPES)) {
            return SnapshotReader.read(session);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void comesBackAsItWas(int major) throws SQLException, IOException {
        TestServers.createShapes(major);
        try (Busy busy = Busy.on(major)) {
            assertThat(busy.isHeld()).isTrue();
            Snapshot snapshot = read(major);
            Path file = folder.resolve("snapshot.json");
            SnapshotFile.save(snapshot, file);
            Snapshot loaded = SnapshotFile.load(file);
            assertThat(loaded.states()).isEqualTo(snapshot.states());
            assertThat(loaded.isRedacted()).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(folder).isDirectoryNotContaining("glob:**.partial");
        }
    }

    @Test
    void numbersThatJsonCannotWriteComeBack() {
        Snapshot snapshot = read(18);
        ColumnStatistics real = snapshot.rows(Facts.COLUMN_STATISTICS).get(0);
        ColumnStatistics odd = new ColumnStatistics(
                real.schema(),
                real.relation(),
                "odd \u0000\" name",
                true,
                Double.NaN,
                0,
                Double.POSITIVE_INFINITY,
                null,
                real.mostCommonFrequencies(),
                null,
                Double.NEGATIVE_INFINITY,
                null,
                real.mostCommonElementFrequencies(),
                real.elementCountHistogram(),
                null,
                null,
                null);
        Snapshot.Builder builder = new Snapshot.Builder();
        builder.put(Facts.SERVER, snapshot.rows(Facts.SERVER));
        builder.put(Facts.COLUMN_STATISTICS, java.util.List.of(odd));
        Path file = folder.resolve("odd.json");
        SnapshotFile.save(builder.build(), file);
        assertThat(SnapshotFile.load(file).rows(Facts.COLUMN_STATISTICS)).containsExactly(odd);
    }

    @Test
    void redactedFileHoldsNoValueOfTheUsers() throws IOException {
        TestServers.createShapes(18);
        TestServers.execute(
                18,
                TestServers.SHAPES,
                "INSERT INTO base SELECT 1; CREATE TABLE IF NOT EXISTS named AS SELECT 'Zebedee' AS name FROM generate_series(1, 3000)");
        TestServers.execute(18, TestServers.SHAPES, "ANALYZE named");
        TestServers.execute(18, TestServers.SHAPES, "DO $$BEGIN PERFORM 'Zebedee'; END$$");
        Snapshot snapshot = read(18);
        Path plain = folder.resolve("plain.json");
        SnapshotFile.save(snapshot, plain);
        assertThat(Files.readString(plain)).contains("Zebedee");
        Path redacted = folder.resolve("redacted.json");
        SnapshotFile.save(Redaction.of(snapshot), redacted);
        assertThat(Files.readString(redacted)).doesNotContain("Zebedee");
        Snapshot loaded = SnapshotFile.load(redacted);
        assertThat(loaded.isRedacted()).isTrue();
        assertThat(loaded.rows(Facts.COLUMN_STATISTICS)).hasSameSizeAs(snapshot.rows(Facts.COLUMN_STATISTICS));
        assertThat(loaded.rows(Facts.STATEMENT)).anyMatch(statement -> statement.query() != null);
    }

    @Test
    void secretsNeverReachASnapshot() throws IOException {
        Path file = folder.resolve("snapshot.json");
        Snapshot snapshot = read(18);
        SnapshotFile.save(snapshot, file);
        String text = Files.readString(file);
        assertThat(text).contains("app.jwt_secret").contains("app.secret_key");
        assertThat(snapshot.rows(Facts.ROLE_SETTING).toString()
                        + snapshot.rows(Facts.SETTING)
                        + snapshot.rows(Facts.FUNCTION)
                        + snapshot.rows(Facts.SUBSCRIPTION))
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is damaged or no snapshot (line 1)",
                "not json|is damaged or no snapshot (line 1)",
                "[]|is damaged or no snapshot (line 1)",
                "{}|is damaged or no snapshot (line 1)",
                "{\"kind\":\"other\"}|is damaged or no snapshot (line 1)",
                "{\"kind\":\"pgwright snapshot\",\"schemaVersion\":999}"
                        + "|is a snapshot of version 999; this pgwright reads version 2",
                "{\"kind\":\"pgwright snapshot\",\"schemaVersion\":2,\"redacted\":false,\"facts\":{}}"
                        + "|is a snapshot without its server",
                "{\"kind\":\"pgwright snapshot\",\"schemaVersion\":2,\"redacted\":false,\"facts\":{\"moon\":{\"rows\":[]}}}"
                        + "|holds a fact that this pgwright does not know: moon",
                "{\"kind\":\"pgwright snapshot\",\"schemaVersion\":2,\"redacted\":false,\"facts\":{\"schema\":{\"rows\":[{}]}}}"
                        + "|is damaged or no snapshot (line 1)",
                "{\"kind\":\"pgwright snapshot\",\"schemaVersion\":2,\"redacted\":false,\"facts\":{\"schema\":{\"rows\":[7]}}}"
                        + "|is damaged or no snapshot (line 1)",
            })
    void otherFilesAreRefused(String content, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("given.json"), content);
        assertRefused(file, sentence);
    }

    @Test
    void truncatedFileIsRefusedWhereverItEnds() throws IOException {
        Path whole = folder.resolve("whole.json");
        SnapshotFile.save(read(18), whole);
        byte[] bytes = Files.readAllBytes(whole);
        for (int end = 0; end < bytes.length - 1; end += 1 + bytes.length / 97) {
            Path part = Files.write(folder.resolve("part.json"), java.util.Arrays.copyOf(bytes, end));
            assertRefused(part, "is damaged or no snapshot");
        }
    }

    @Test
    void missingFileAndFolderAreRefused() {
        assertRefused(folder.resolve("nowhere.json"), "does not exist");
        assertRefused(folder, "cannot be read");
        assertThatThrownBy(() -> SnapshotFile.save(read(18), folder.resolve("no/such/folder.json")))
                .isInstanceOfSatisfying(
                        PgwrightException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FILE));
    }

    private static void assertRefused(Path file, String sentence) {
        assertThatThrownBy(() -> SnapshotFile.load(file)).isInstanceOfSatisfying(PgwrightException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_FILE);
            assertThat(e.what()).startsWith("The file " + file + " ").contains(sentence);
            assertThat(e.advice()).isNotBlank();
        });
    }
}
