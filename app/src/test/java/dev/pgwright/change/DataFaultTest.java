package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.operation.AddConstraint;
import dev.pgwright.operation.AttachPartition;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.CreateMaterializedView;
import dev.pgwright.operation.CreatePartition;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetNotNull;
import dev.pgwright.operation.SetSystemSetting;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.WriteSession;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that forbid a change, and roles that may do only half of it. */
class DataFaultTest extends Faults {
    private static final TableName ORDERS = OperationCases.ORDERS;
    private static final TableName EVENTS = new TableName("public", "events");
    private static final TableName NEXT = new TableName("public", "events_2027");

    @Test
    void aUniqueIndexThatRowsForbidLeavesNothing() {
        refused(
                new CreateIndex(ORDERS, "one_each", "btree", List.of("tenant"), List.of(), null, true),
                "could not create unique index");
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }

    @Test
    void aConstraintThatRowsForbidLeavesNothing() {
        refused(new AddConstraint(ORDERS, "cheap", "CHECK (amount < 1000)"), "violated by some row");
        refused(
                new AddConstraint(ORDERS, "known", "FOREIGN KEY (id) REFERENCES customers (id)"),
                "violates foreign key");
    }

    @Test
    void aColumnWithNullsLeavesNothing() {
        run("UPDATE orders SET placed = NULL WHERE id = 7");
        refused(new SetNotNull(ORDERS, "placed"), "violated by some row");
    }

    @Test
    void aMaterializedViewWhoseQueryFailsLeavesNothing() {
        refused(
                new CreateMaterializedView(
                        new TableName("public", "ratios"),
                        "SELECT id, 1 / (id - 50) AS ratio FROM orders",
                        List.of("id")),
                "division by zero");
    }

    @Test
    void aPartitionWhoseRowsDoNotFitLeavesNothing() {
        Operation attach = new AttachPartition(
                EVENTS,
                NEXT,
                "FOR VALUES FROM ('2027-01-01') TO ('2027-02-01')",
                "at >= '2027-01-01' AND at < '2027-02-01'",
                List.of("events_kind_check", "events_2027_at_not_null", "events_2027_id_not_null"),
                List.of("events_2027_own"));
        refused(attach, "violated by some row");
    }

    @Test
    void aPartitionThatHoldsRowsIsNotTakenBack() {
        Change change = applied(new CreatePartition(
                EVENTS, new TableName("public", "events_2028"), "FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')"));
        run("INSERT INTO events VALUES (1, '2028-02-02', 1, 'new')");
        assertThatThrownBy(() -> undo(change)).hasMessageContaining("holds rows by now");
        assertThat(server.value(SHOP, "SELECT count(*) FROM public.events_2028"))
                .isEqualTo("1");
        assertThat(ledger().all().get(0).state()).isEqualTo(ChangeState.KEPT);
        run("DELETE FROM events WHERE at >= '2028-01-01'");
        assertThat(undo(change).state()).isEqualTo(ChangeState.UNDONE);
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }

    @Test
    void aUniqueIndexThatRowsForbidByNowIsNotBroughtBackByHalf() {
        run("CREATE UNIQUE INDEX names ON customers (name)");
        String with = server.schema(SHOP);
        Change change = applied(new DropIndex(
                new TableName("public", "customers"),
                "names",
                "CREATE UNIQUE INDEX names ON public.customers USING btree (name)",
                null,
                true));
        run("INSERT INTO customers VALUES (1001, 'c1', 1)");
        assertThatThrownBy(() -> undo(change)).hasMessageContaining("could not create unique index");
        assertThat(server.value(SHOP, INVALID)).isEqualTo("0");
        assertThat(ledger().all().get(0).state()).isEqualTo(ChangeState.KEPT);
        run("DELETE FROM customers WHERE id = 1001");
        assertThat(undo(change).state()).isEqualTo(ChangeState.UNDONE);
        assertThat(server.schema(SHOP)).isEqualTo(with);
    }

    private Change applyAs(String role, Operation operation) {
        try (WriteSession session = server.open(SHOP)) {
            begins();
            ChangeServer.execute(session, "SET ROLE " + role);
            return new Executor(session, ledger(), Clock.systemUTC(), SHORT).apply(ChangeServer.planned(operation));
        }
    }

    private void refusedTo(String role, Operation operation, String why) {
        String now = server.schema(SHOP);
        Change change = applyAs(role, operation);
        assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.REFUSED);
        assertThat(change.reason()).contains("may not do this").contains(why);
        assertThat(server.schema(SHOP)).isEqualTo(now);
    }

    @Test
    void aRoleThatMayDoHalfOfItLeavesNothing() {
        run("ALTER TABLE events_2027 OWNER TO " + ChangeServer.ROLE + "; GRANT CREATE ON SCHEMA public TO "
                + ChangeServer.ROLE);
        Operation attach = new AttachPartition(
                EVENTS,
                NEXT,
                "FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
                "at >= '2027-01-01' AND at < '2028-01-01'",
                List.of("events_kind_check"),
                List.of("events_2027_own"));
        refusedTo(ChangeServer.ROLE, attach, "must be owner of table events");
        refusedTo(
                ChangeServer.ROLE,
                new AddConstraint(NEXT, "known", "FOREIGN KEY (id) REFERENCES customers (id)"),
                "permission denied");
    }

    @Test
    void aRoleThatMayDoNothingIsTold() {
        refusedTo(
                ChangeServer.ROLE, CreateIndex.btree(ORDERS, List.of("tenant"), null), "must be owner of table orders");
        refusedTo(ChangeServer.ROLE, new SetSystemSetting("work_mem", null, "9MB", false), "permission denied");
    }
}
