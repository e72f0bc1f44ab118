package dev.pgwright.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.snapshot.Fact;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import dev.pgwright.snapshot.StatementInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As many statements as pg_stat_statements keeps by default. */
class ManyStatementsTest {
    private static final int STATEMENTS = 5000;

    private static <T extends Record> void copy(Snapshot from, Snapshot.Builder to, Fact<T> fact) {
        to.put(fact, from.state(fact));
    }

    /** Each of another shape. */
    private static List<Statement> statements(Statement pattern) {
        List<Statement> rows = new ArrayList<>();
        for (int n = 0; n < STATEMENTS; n++) {
            String query = "SELECT o.id, f" + n + "(o.total), c.email FROM orders o JOIN customers c ON c.id ="
                    + " o.customer_id WHERE o.status = $1 AND o.created_at BETWEEN $2 AND $3 AND c.id IN ($4, $5)"
                    + " ORDER BY o.created_at DESC LIMIT $6";
            rows.add(of(pattern, n, query));
        }
        return rows;
    }

    private static Statement of(Statement p, long id, String query) {
        return new Statement(
                id, p.role(), true, query, id + 1, 10, 0, 0, 5.0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null,
                null, 0, 0, 0, null, null, null, null, null);
    }

    @Test
    void areReadInSecondsAndForgottenOnesAreSaid() {
        Snapshot.Builder many = new Snapshot.Builder();
        try (ShopServer server = ShopServer.ofMajor(18)) {
            Snapshot snapshot = server.snapshot();
            Facts.ALL.forEach(fact -> copy(snapshot, many, fact));
            many.put(Facts.STATEMENT, statements(snapshot.rows(Facts.STATEMENT).get(0)));
            many.put(Facts.STATEMENT_INFO, List.of(new StatementInfo(3, null)));
        }
        long begin = System.nanoTime();
        Workload workload = StatementWorkload.read(many.build());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("pg_stat_statements: " + STATEMENTS + " statements in " + elapsed.toMillis() + " ms");
        assertThat(workload.statements()).hasSize(2 * STATEMENTS).noneMatch(WorkloadStatement::isGeneric);
        assertThat(workload.notes()).anyMatch(note -> note.contains("ran out of it 3 times: up to 150 of the least"));
        assertThat(elapsed).isLessThan(Duration.ofSeconds(30)); // an alarm; what it takes is printed
    }
}
