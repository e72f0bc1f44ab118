package dev.pgwright.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.WarmCache;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabTest {
    private static final double SCALE = LabServer.SMALLEST_SCALE;
    private static final Map<Lab, LabServer> SERVERS = new EnumMap<>(Lab.class);

    /** A cache of its own: a lab that the user keeps running is none of the test's business. */
    @TempDir
    private static Path temporary;

    private static LabServer start(Lab lab) {
        try {
            Path cache = temporary.resolve("cache");
            CacheFolder own = CacheFolder.at(Files.exists(cache) ? cache : WarmCache.at(cache));
            return LabServer.use(own, lab, SCALE, Progress.SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabServer server(Lab lab) {
        return SERVERS.computeIfAbsent(lab, LabTest::start);
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(LabServer::close);
    }

    private static WriteSession connect(LabServer server) {
        return WriteSession.open(new TargetParser(Map.of(), Path.of("")).parse(server.uri()));
    }

    private static List<String> column(WriteSession session, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Number and checksum of the rows of every table. */
    private static Map<String, String> contents(LabServer server) throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        try (WriteSession session = connect(server)) {
            for (String table : column(
                    session,
                    "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'auth')")) {
                String rows = "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM "
                        + Identifiers.qualified(table.split("\\.")) + " AS t";
                sums.put(table, column(session, rows).get(0));
            }
        }
        return sums;
    }

    /** Loading runs every statement of the workload as its role and fails when one of them does. */
    @ParameterizedTest
    @EnumSource
    void twoLoadsHoldTheSameRows(Lab lab) throws SQLException {
        try (LabServer another = start(lab)) {
            assertThat(contents(another)).isNotEmpty().isEqualTo(contents(server(lab)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWorkloadIsReadWithoutProblems(Lab lab) {
        assertThat(lab.workload().problems()).isEmpty();
        assertThat(lab.workload().statements()).hasSizeGreaterThan(15).allSatisfy(statement -> {
            assertThat(statement.target()).isNotNull();
            assertThat(statement.role()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsExpectedExists(Lab lab) throws SQLException {
        try (WriteSession session = connect(server(lab))) {
            Set<String> objects = Set.copyOf(column(session, Lab.resource("objects.sql")));
            Expectation expectation = lab.expectation();
            assertThat(expectation.found()).hasSizeGreaterThan(15);
            List<Expectation.Entry> all = new ArrayList<>(expectation.found());
            all.addAll(expectation.notFound());
            assertThat(all).doesNotHaveDuplicates().allSatisfy(entry -> {
                assertThat(entry.check()).matches("[a-z]+(-[a-z]+)+");
                assertThat(entry.object())
                        .satisfiesAnyOf(
                                o -> assertThat(o).isNull(),
                                o -> assertThat(objects).contains(o));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsPastHasTheWorkloadAndNotTheLoading(Lab lab) throws SQLException {
        try (WriteSession session = connect(server(lab))) {
            List<String> texts = column(session, "SELECT query FROM extensions.pg_stat_statements WHERE calls >= 5");
            assertThat(texts).hasSizeGreaterThan(lab.workload().statements().size());
            assertThat(texts).noneMatch(text -> text.contains("pg_temp"));
            assertThat(lab.workload().statements())
                    .extracting(WorkloadStatement::name)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Lab.named("casa"))
                .isInstanceOfSatisfying(
                        PgwrightException.class,
                        e -> assertThat(e.advice()).contains("casaora").contains("cdhi"));
    }
}
