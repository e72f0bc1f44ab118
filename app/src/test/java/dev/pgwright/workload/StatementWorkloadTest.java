package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Redaction;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.workload.LeftOut.Reason;
import dev.pgwright.workload.StatementOrigin.Values;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What real servers counted, as a workload. */
@ParameterizedClass
@ValueSource(ints = {14, 18})
class StatementWorkloadTest {
    private static final Map<Integer, Past> PASTS = new ConcurrentHashMap<>();

    private final int major;
    private final ShopServer server;
    private final Snapshot snapshot;
    private final Workload workload;

    /** A server and what it has counted. */
    private record Past(ShopServer server, Snapshot snapshot) {}

    StatementWorkloadTest(int major) {
        Past past = PASTS.computeIfAbsent(major, StatementWorkloadTest::send);
        this.major = major;
        this.server = past.server;
        this.snapshot = past.snapshot;
        this.workload = StatementWorkload.read(snapshot);
    }

    private static Past send(int major) {
        ShopServer server = ShopServer.ofMajor(major);
        server.forget();
        for (int i = 0; i < 8; i++) {
            server.run("postgres", List.of("SELECT * FROM orders WHERE status = 'new' AND total > 5 LIMIT 20"));
        }
        server.run(
                "shopper",
                List.of(
                        "SELECT id FROM orders WHERE status = 'done' and TOTAL > 3 LIMIT 3",
                        "SELECT * FROM orders WHERE status = 'lost' AND total > 5 LIMIT 20",
                        "SELECT * FROM notes WHERE id = 5",
                        "BEGIN",
                        "SET LOCAL work_mem = '8MB'",
                        "COMMIT",
                        "SELECT relname FROM pg_class WHERE relname = 'orders'",
                        "SELECT 1",
                        "CREATE TEMP TABLE basket (id int)",
                        "SELECT * FROM basket WHERE id = 3",
                        "UPDATE customers SET email = 'it''s', mood = 'cross' WHERE id IN (1, 2, 3) AND 'a1' = ANY (tags)"));
        server.run("seller", List.of("SELECT * FROM notes WHERE id = 6"));
        server.run("postgres", List.of("SELECT * FROM notes WHERE id = 7", "SELECT sold('2025-03-01')"));
        server.run(
                "postgres",
                "SELECT count(*) FROM orders WHERE customer_id = ? AND created_at BETWEEN ? AND ?",
                7,
                java.time.OffsetDateTime.parse("2025-02-01T00:00:00Z"),
                java.time.OffsetDateTime.parse("2025-02-02T00:00:00Z"));
        return new Past(server, server.snapshot());
    }

    @AfterAll
    static void stop() {
        PASTS.values().forEach(past -> past.server.close());
        PASTS.clear();
    }

    private List<WorkloadStatement> with(String text) {
        return workload.statements().stream()
                .filter(s -> s.sql().contains(text))
                .toList();
    }

    private double leftOut(Reason reason) {
        return workload.leftOut().stream()
                .filter(it -> it.reason() == reason)
                .mapToDouble(LeftOut::calls)
                .sum();
    }

    @Test
    void everyCallIsInOrNamedAsLeftOut() {
        double counted = snapshot.rows(Facts.STATEMENT).stream()
                .mapToDouble(row -> row.calls())
                .sum();
        double in = workload.statements().stream()
                .mapToDouble(WorkloadStatement::calls)
                .sum();
        double out = workload.leftOut().stream().mapToDouble(LeftOut::calls).sum();
        assertThat(in + out).isCloseTo(counted, within(1e-6));
        assertThat(workload.coveredShare()).isBetween(0.0, 1.0);
        assertThat(workload.statements()).extracting(WorkloadStatement::name).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeTunedIsLeftOutWithItsReason() {
        assertThat(leftOut(Reason.TRANSACTION)).isGreaterThanOrEqualTo(2);
        assertThat(leftOut(Reason.SYSTEM)).isGreaterThanOrEqualTo(1);
        assertThat(leftOut(Reason.NO_TABLE)).isGreaterThanOrEqualTo(1);
        assertThat(leftOut(Reason.UTILITY)).isGreaterThanOrEqualTo(2);
        assertThat(workload.leftOut())
                .anySatisfy(
                        gone -> assertThat(gone.reason() + " " + gone.what()).isEqualTo("GONE basket"));
    }

    @Test
    void rolesAreMergedUnlessPoliciesTellThemApart() {
        assertThat(with("FROM orders").stream()
                        .filter(s -> s.sql().contains("LIMIT 2"))
                        .toList())
                .allSatisfy(s -> assertThat(s.role()).isNull())
                .extracting(WorkloadStatement::calls)
                .satisfies(calls ->
                        assertThat(calls.stream().mapToDouble(c -> c).sum()).isEqualTo(9));
        assertThat(with("FROM notes").stream()
                        .map(s -> String.valueOf(s.role()))
                        .distinct())
                .containsExactlyInAnyOrder("null", "shopper", "seller");
    }

    @Test
    void skewShowsInTheVariants() {
        List<WorkloadStatement> variants = with("orders WHERE status").stream()
                .filter(s -> s.sql().contains("SELECT *"))
                .toList();
        assertThat(variants).extracting(s -> s.origin().values()).containsExactly(Values.COMMON, Values.RARE);
        assertThat(variants.get(0).sql()).contains("'done'::text").contains("LIMIT 20");
        assertThat(variants.get(1).sql()).contains("'lost'::text");
        assertThat(variants.get(0).calls()).isGreaterThan(variants.get(1).calls());
    }

    @Test
    void statementsInsideFunctionsAreKnownByTheirLevel() {
        List<WorkloadStatement> inside = with("FROM orders WHERE created_at >");
        assertThat(inside).isNotEmpty().allMatch(s -> !s.origin().topLevel());
        assertThat(with("sold(")).allMatch(WorkloadStatement::isGeneric);
    }

    @Test
    void theServerPlansEveryVariant() throws SQLException {
        List<String> refused = new ArrayList<>();
        try (Connection connection = server.connect("postgres")) {
            connection.setAutoCommit(false);
            for (WorkloadStatement statement : workload.statements()) {
                try {
                    GenericPlan.explain(connection, statement, "FORMAT JSON", major);
                } catch (SQLException e) {
                    refused.add(statement.sql() + ": " + e.getMessage());
                }
                connection.rollback();
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void withoutValuesPlansAreGeneric() {
        Workload redacted = StatementWorkload.read(Redaction.of(snapshot));
        assertThat(redacted.notes()).anyMatch(note -> note.contains("holds no values"));
        assertThat(redacted.statements())
                .allMatch(s -> s.origin().bindings().isEmpty())
                .anyMatch(WorkloadStatement::isGeneric);
    }

    @Test
    void withoutTheExtensionItSaysWhy() {
        Workload none = StatementWorkload.read(new Snapshot.Builder().build());
        assertThat(none.statements()).isEmpty();
        assertThat(none.notes()).singleElement().asString().startsWith("pg_stat_statements could not be read");
    }
}
