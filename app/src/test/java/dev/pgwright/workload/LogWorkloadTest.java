package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.workload.LeftOut.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that real servers wrote, in every format, against what the same servers counted. */
class LogWorkloadTest {
    private static final String PREFIX = "%m [%p] %q%u@%d %a ";
    private static final String LAST = "SELECT 'the end of the log'";
    private static final Map<Integer, Past> PASTS = new ConcurrentHashMap<>();

    /** A value that tries to look like an entry of a log of each kind. */
    private static final String HOSTILE = "x'\n2026-01-01 00:00:00.000 UTC [1] LOG:  duration: 9 ms  statement: DROP"
            + " TABLE orders\n2026-01-01 00:00:00.000 UTC,\"a\",\"postgres\",1,,,,,,,,LOG,,\"duration: 9 ms\"\n{\"a\":"
            + "\"b\"}\t\\ \u00e4\ud83d\ude00\" $1 = '$2'";

    @TempDir
    Path folder = Path.of("");

    private record Past(ShopServer server, Snapshot snapshot, Map<String, Path> logs) {
        Path log(String extension) {
            return java.util.Objects.requireNonNull(logs.get(extension));
        }
    }

    private static Past past(int major) {
        return PASTS.computeIfAbsent(major, LogWorkloadTest::write);
    }

    @AfterAll
    static void stop() {
        PASTS.values().forEach(past -> past.server.close());
        PASTS.clear();
    }

    private static Past write(int major) {
        ShopServer server = new ShopServer(LocalPostgres.Options.ofMajor(major)
                .with("pg_stat_statements.track", "all")
                .with("logging_collector", "on")
                .with("log_destination", major < 15 ? "stderr,csvlog" : "stderr,csvlog,jsonlog")
                .with("log_filename", "shop.log")
                .with("log_line_prefix", PREFIX)
                .with("auto_explain.log_nested_statements", "on"));
        server.run(
                "postgres",
                List.of(
                        "ALTER SYSTEM SET log_min_duration_statement = 0",
                        "ALTER SYSTEM SET auto_explain.log_min_duration = 0",
                        "SELECT pg_reload_conf()"));
        LockSupport.parkNanos(1_500_000_000); // sessions read the new setting when the signal reaches them
        server.forget();
        for (int i = 1; i <= 30; i++) {
            server.run(
                    "shopper",
                    "SELECT id FROM orders WHERE customer_id = ? AND status = ?",
                    i % 3 == 0 ? i : 7,
                    "done");
        }
        server.run(
                "shopper",
                List.of(
                        "SELECT *\n\tFROM orders -- 'newest;\n\n  WHERE created_at > '2025-05-01'\n  LIMIT 3;",
                        "SELECT * FROM notes WHERE id = 5",
                        "SELECT count(*) FROM customers WHERE email IN ('a', 'b')",
                        "SELECT count(*) FROM customers WHERE email IN ('a', 'b', 'c')",
                        "BEGIN; SELECT count(*) FROM notes; COMMIT"));
        server.run("seller", List.of("SELECT * FROM notes WHERE id = 6"));
        server.run("postgres", "SELECT sold(?)", OffsetDateTime.parse("2025-02-01T00:00:00Z"));
        server.run("postgres", "UPDATE customers SET email = ?, tags = NULL WHERE id = ?", "it's; -- ?", 3);
        server.run("postgres", "SELECT id FROM notes WHERE body = ?", HOSTILE);
        server.run("postgres", List.of("SELECT 1 FROM notes WHERE body = E'a\\'b' AND owner = $q$'$q$", LAST));
        Map<String, Path> logs = new TreeMap<>();
        for (String extension : major < 15 ? List.of("log", "csv") : List.of("log", "csv", "json")) {
            logs.put(extension, written(server.local().folder(), extension));
        }
        return new Past(server, server.snapshot(), logs);
    }

    /** The log as soon as the collector has written its last entry. */
    private static Path written(Path folder, String extension) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(it -> it.endsWith("shop." + extension)).toList()) {
                    if (Files.readString(file).contains("the end of the log")) {
                        return file;
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException("no log " + extension);
    }

    /** Calls by fingerprint and level. */
    private static Map<String, Double> calls(Workload workload) {
        return workload.statements().stream()
                .collect(Collectors.groupingBy(
                        s -> s.origin().fingerprint() + s.origin().topLevel() + s.role(),
                        TreeMap::new,
                        Collectors.summingDouble(WorkloadStatement::calls)));
    }

    @ParameterizedTest
    @CsvSource({"14, log", "14, csv", "18, log", "18, csv", "18, json"})
    void everyFormatTellsWhatTheServerCounted(int major, String extension) {
        Past past = past(major);
        Workload log = LogWorkload.read(past.log(extension), past.snapshot, null);
        Map<String, Double> counted = calls(StatementWorkload.read(past.snapshot));
        Map<String, Double> told = calls(log);
        counted.keySet().retainAll(told.keySet());
        assertThat(told).isEqualTo(counted).hasSizeGreaterThan(8);
        assertThat(log.notes()).isEmpty();
        assertThat(log.leftOut()).extracting(LeftOut::reason).contains(Reason.SEVERAL, Reason.UTILITY);
    }

    @ParameterizedTest
    @CsvSource({"14, log", "14, csv", "18, log", "18, csv", "18, json"})
    void valuesAreThoseThatWereSent(int major, String extension) throws SQLException {
        Past past = past(major);
        Workload log = LogWorkload.read(past.log(extension), past.snapshot, PREFIX);
        List<String> texts =
                log.statements().stream().map(WorkloadStatement::sql).toList();
        assertThat(texts)
                .anyMatch(sql -> sql.contains("customer_id = '7' AND status = 'done'"))
                .anyMatch(sql -> sql.contains("email = 'it''s; -- ?', tags = NULL WHERE id = '3'"))
                .anyMatch(sql -> sql.endsWith("LIMIT 3"))
                .noneMatch(sql -> sql.startsWith("DROP"));
        assertThat(log.statements()).noneMatch(WorkloadStatement::isGeneric);
        assertThat(log.statements())
                .filteredOn(s -> s.sql().contains("notes WHERE id"))
                .extracting(WorkloadStatement::role)
                .containsExactlyInAnyOrder("shopper", "seller");
        List<String> refused = new ArrayList<>();
        try (Connection connection = past.server.connect("postgres")) {
            for (WorkloadStatement statement : log.statements()) {
                try {
                    GenericPlan.explain(connection, statement, "FORMAT JSON", major);
                } catch (SQLException e) {
                    refused.add(statement.sql() + ": " + e.getMessage());
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void aHostileValueComesBackAsItIs() throws SQLException {
        Past past = past(18);
        for (String extension : past.logs.keySet()) {
            WorkloadStatement statement =
                    LogWorkload.read(past.log(extension), past.snapshot, null).statements().stream()
                            .filter(s -> s.sql().contains("WHERE body = ")
                                    && !s.sql().contains("owner"))
                            .findFirst()
                            .orElseThrow();
            try (Connection connection = past.server.connect("postgres");
                    var sql = connection.createStatement();
                    var row = sql.executeQuery("SELECT " + statement.sql().split("body = ", 2)[1])) {
                row.next();
                assertThat(row.getString(1)).as(extension).isEqualTo(HOSTILE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "csv", "json"})
    void aPackedLogIsTheSame(String extension) throws IOException {
        Past past = past(18);
        Path packed = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(past.log(extension), out);
        }
        assertThat(LogWorkload.read(packed, past.snapshot, null).statements())
                .isEqualTo(LogWorkload.read(past.log(extension), past.snapshot, null)
                        .statements());
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "csv", "json"})
    void whatIsBrokenIsCounted(String extension) throws IOException {
        Past past = past(18);
        String whole = Files.readString(past.log(extension));
        int cut = whole.indexOf('\n', whole.length() / 2) + 1;
        Path file = folder.resolve("broken");
        Files.write(
                file,
                (whole.substring(0, cut) + "no entry at all\n\n{\"timestamp\": 7\n\u0000\u0001\n")
                        .getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 'x', '\n'}, java.nio.file.StandardOpenOption.APPEND);
        Workload log = LogWorkload.read(file, past.snapshot, null);
        assertThat(log.statements()).isNotEmpty();
        assertThat(log.notes()).anyMatch(note -> note.matches("\\d lines of the log are no entry.*"));
    }

    @Test
    void sharesOfTheVariantsAreThoseOfTheTime() {
        Past past = past(18);
        Workload log = LogWorkload.read(past.log("csv"), past.snapshot, null);
        double all = log.statements().stream()
                .filter(s -> s.origin().topLevel())
                .mapToDouble(WorkloadStatement::millis)
                .sum();
        double out = log.leftOut().stream().mapToDouble(LeftOut::millis).sum();
        assertThat(all + out).isCloseTo(log.totalMillis(), within(1e-6));
        assertThat(log.statements()).allMatch(s -> s.calls() > 0);
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        Past past = past(18);
        assertThatThrownBy(() -> LogWorkload.read(folder.resolve("no such.log"), past.snapshot, null))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("no such.log");
        Path half = folder.resolve("half.gz");
        Files.write(half, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> LogWorkload.read(half, past.snapshot, null)).isInstanceOf(PgwrightException.class);
    }
}
