package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.AddConstraint;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The connection fails in the middle of a change: the next run brings back what was before. */
class ConnectionFaultTest extends Faults {
    private static final Operation INDEX = CreateIndex.btree(OperationCases.ORDERS, List.of("tenant"), null);
    private static final Operation CHECK = new AddConstraint(OperationCases.ORDERS, "code_small", "CHECK (code < 9)");

    private Change applyThrough(FaultyProxy proxy, Operation operation) {
        try (WriteSession session = WriteSession.open(proxy.through(server.target(SHOP)))) {
            Executor.claim(session);
            begins();
            return executor(session, SHORT).apply(ChangeServer.planned(operation));
        }
    }

    /** The server notices within two seconds that nobody listens any more, and gives our lock free. */
    private void awaitClaim() {
        await("the server has noticed", () -> {
            try (WriteSession session = server.open(SHOP)) {
                Executor.claim(session);
                return true;
            } catch (PgwrightException e) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE INDEX CONCURRENTLY, CUT",
        "CREATE INDEX CONCURRENTLY, RESET",
        "ADD CONSTRAINT, CUT",
        "ADD CONSTRAINT, RESET",
        "COMMIT, CUT",
        "COMMIT, RESET",
        "VALIDATE CONSTRAINT, CUT",
        "VALIDATE CONSTRAINT, RESET"
    })
    void aConnectionThatEndsLosesNothing(String marker, FaultyProxy.Fault fault) {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), marker, fault)) {
            Operation operation = marker.startsWith("CREATE") ? INDEX : CHECK;
            assertThatThrownBy(() -> assertThat(applyThrough(proxy, operation)).isNull())
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("was lost");
            assertThat(proxy.happened()).isTrue();
        }
        assertThat(ledger().all()).extracting(Change::state).containsExactly(ChangeState.APPLYING);
        awaitClaim();
    }

    /** Nobody is told that the other end is gone, while our transaction holds the table. */
    @Test
    void aConnectionThatStallsHoldsNobodyUpForLong() throws SQLException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), "ADD CONSTRAINT", FaultyProxy.Fault.STALL);
                WriteSession other = server.open(SHOP)) {
            CompletableFuture<Change> change = CompletableFuture.supplyAsync(() -> applyThrough(proxy, CHECK));
            await("it stalls", proxy::happened);
            long begin = System.nanoTime();
            other.execute("SELECT count(*) FROM orders");
            assertThat((System.nanoTime() - begin) / 1_000_000)
                    .isLessThan(SHORT.slice().plus(SHORT.slice()).toMillis() + 100);
            proxy.hangUp();
            assertThatThrownBy(change::join).hasMessageContaining("was lost");
        }
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }
}
