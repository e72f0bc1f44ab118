package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.operation.AddConstraint;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.DropObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.SetNotNull;
import dev.pgwright.operation.SetRoleSetting;
import dev.pgwright.operation.SetStorageParameter;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.ValidateConstraint;
import dev.pgwright.postgres.WriteSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are taken, and databases that changed between plan and application, or between application and undo. */
class DriftFaultTest extends Faults {
    private static final TableName ORDERS = OperationCases.ORDERS;
    private static final Operation INDEX = index("fresh");
    private static final Operation DROP = new DropIndex(
            ORDERS, "orders_plain", "CREATE INDEX orders_plain ON public.orders USING btree (placed)", null, true);
    private static final Operation PARAMETER =
            new SetStorageParameter(ORDERS, "autovacuum_vacuum_scale_factor", "0.05", "0.01");

    private String invalidOfOthers = "0";

    private static CreateIndex index(String name) {
        return new CreateIndex(ORDERS, name, "btree", List.of("tenant"), List.of(), null);
    }

    @Override
    String invalidOfOthers() {
        String expected = invalidOfOthers;
        invalidOfOthers = "0";
        return expected;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX fresh ON orders (id, tenant)",
                "CREATE TABLE fresh (x int)",
                "CREATE VIEW fresh AS SELECT 1 AS one",
                "CREATE SEQUENCE fresh",
                "CREATE TYPE fresh AS (x int)"
            })
    void aNameThatIsTakenStaysWithItsOwner(String theirs) {
        run(theirs);
        refused(INDEX, "is there already");
    }

    @Test
    void anInvalidIndexOfSomebodyElseIsNotTouched() {
        run("CREATE INDEX fresh ON orders (id, tenant)");
        run("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'fresh'::regclass");
        invalidOfOthers = "1";
        refused(INDEX, "is there already");
    }

    /** Between the look and the step. */
    @Test
    void aNameThatIsTakenInTheLastMomentStaysWithItsOwner() {
        try (WriteSession session = server.open(SHOP)) {
            begins();
            Ledger meanwhile = new HaltingLedger(ledger(), 1, false, () -> run("CREATE INDEX fresh ON orders (id)"));
            Change change =
                    new Executor(session, meanwhile, Clock.systemUTC(), SHORT).apply(ChangeServer.planned(INDEX));
            assertThat(change.state()).isEqualTo(ChangeState.REFUSED);
            assertThat(change.reason()).contains("already exists");
        }
        assertThat(server.value(SHOP, "SELECT pg_get_indexdef('public.fresh'::regclass)"))
                .contains("(id)");
    }

    @ParameterizedTest
    @CsvSource({"x, 64, false", "ä, 32, false", "x, 63, true", "ä, 31, true"})
    void aNameOfManyBytesIsKeptWholeOrRefused(String letter, int times, boolean fits) {
        Operation operation = index(letter.repeat(times));
        if (fits) {
            assertThat(undo(applied(operation)).state()).isEqualTo(ChangeState.UNDONE);
        } else {
            refused(operation, "longer than the 63 bytes");
        }
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }

    @Test
    void aNameMadeFromColumnsFits() {
        CreateIndex made =
                CreateIndex.btree(new TableName("public", "ä".repeat(31)), List.of("\"tenant\"", "id"), null);
        assertThat(made.name().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"; DROP TABLE orders; --", "a b", "Straße", "select", "it's", "$$x$$", "a.b", "\\"})
    void aNameThatNeedsQuotesIsQuoted(String name) {
        assertThat(undo(applied(index(name))).state()).isEqualTo(ChangeState.UNDONE);
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE orders CASCADE",
                "ALTER TABLE orders RENAME TO old_orders",
                "ALTER TABLE orders SET SCHEMA \"odd \"\"schema\""
            })
    void aTableThatIsGoneIsNamed(String drift) {
        run(drift);
        refused(INDEX, "public.orders is not there any more");
        refused(PARAMETER, "public.orders is not there any more");
        refused(DROP, "public.orders_plain");
        refused(new AddConstraint(ORDERS, "small", "CHECK (code < 9)"), "public.orders is not there any more");
        refused(new SetNotNull(ORDERS, "placed"), "public.orders.placed is not there any more");
    }

    @Test
    void aColumnThatIsGoneIsNamed() {
        run("ALTER TABLE orders RENAME COLUMN placed TO bought");
        refused(
                new CreateIndex(ORDERS, "fresh", "btree", List.of("placed"), List.of(), null),
                "\"placed\" does not exist");
        refused(new SetNotNull(ORDERS, "placed"), "is not there any more");
    }

    @Test
    void aTableThatBecameAViewIsLeftAlone() {
        run("ALTER TABLE orders RENAME TO rows; CREATE VIEW orders AS SELECT * FROM rows");
        Change change = apply(INDEX);
        assertThat(change.state()).isEqualTo(ChangeState.REFUSED);
    }

    @Test
    void anIndexThatIsAnotherOneByNowIsNotDropped() {
        run("DROP INDEX orders_plain; CREATE INDEX orders_plain ON orders (placed, id)");
        refused(DROP, "another definition");
        run("DROP INDEX orders_plain; CREATE INDEX orders_plain ON customers (tenant)");
        refused(DROP, "another index");
        run("DROP INDEX orders_plain");
        refused(DROP, "is not there any more");
    }

    @Test
    void whatSomebodyElseSetMeanwhileIsNotOverwritten() {
        run("ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.3)");
        refused(PARAMETER, "was changed by somebody else");
        run("ALTER ROLE " + ChangeServer.ROLE + " IN DATABASE shop SET work_mem = '1MB'");
        refused(new SetRoleSetting(ChangeServer.ROLE, SHOP, "work_mem", null, "2MB"), "was changed by somebody else");
        refused(new SetRoleSetting("nobody here", null, "work_mem", null, "2MB"), "is not there any more");
    }

    @Test
    void aPolicyThatWasChangedMeanwhileIsKept() {
        run("ALTER POLICY readable ON orders USING (tenant > 3)");
        refused(
                new ReplacePolicy(
                        ORDERS,
                        "readable",
                        new ReplacePolicy.Expressions("(tenant > 0)", null),
                        new ReplacePolicy.Expressions("(tenant > (SELECT 0))", null)),
                "not as it was");
    }

    @Test
    void anObjectThatWasChangedMeanwhileIsKept() {
        DatabaseObject view = DatabaseObject.view(new TableName("public", "big_orders"));
        DatabaseObject total = DatabaseObject.function("public", "total", "integer");
        Operation drop;
        Operation replace;
        try (WriteSession session = server.open(SHOP)) {
            drop = new DropObject(view, Definitions.of(session, view));
            replace = new ReplaceObject(total, Definitions.of(session, total), List.of("SELECT 1"));
        }
        run("GRANT SELECT ON big_orders TO other");
        refused(drop, "not as it was");
        run("COMMENT ON FUNCTION total(int) IS 'new'");
        refused(replace, "not as it was");
    }

    @Test
    void aConstraintThatWasValidatedMeanwhileIsKept() {
        run("ALTER TABLE orders VALIDATE CONSTRAINT tenant_known");
        refused(
                new ValidateConstraint(ORDERS, "tenant_known", "CHECK ((tenant < 1000)) NOT VALID", "later"),
                "not as it was");
    }

    @Test
    void anUndoDoesNotOverwriteWhatSomebodyElseSetSince() {
        Change change = applied(PARAMETER);
        run("ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.7)");
        assertThatThrownBy(() -> undo(change)).hasMessageContaining("is not taken back");
        assertThat(ledger().all().get(0).state()).isEqualTo(ChangeState.KEPT);
        run("ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.05)");
        assertThat(undo(change).state()).as("somebody did the undo").isEqualTo(ChangeState.UNDONE);
    }

    @Test
    void anUndoOfWhatIsGoneIsDone() {
        Change index = applied(INDEX);
        Change drop = applied(DROP);
        run("DROP INDEX fresh; CREATE INDEX orders_plain ON orders (placed)");
        assertThat(undo(drop).state()).isEqualTo(ChangeState.UNDONE);
        assertThat(undo(index).state()).isEqualTo(ChangeState.UNDONE);
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }

    @Test
    void withoutALedgerNothingIsChanged(@TempDir Path somewhere) throws java.io.IOException {
        Path file = Files.writeString(somewhere.resolve("file"), "");
        try (WriteSession session = server.open(SHOP)) {
            Executor executor =
                    new Executor(session, new FileLedger(file.resolve("below a file")), Clock.systemUTC(), SHORT);
            assertThatThrownBy(() -> executor.apply(ChangeServer.planned(INDEX)))
                    .hasMessageContaining("cannot be read or written");
        }
        assertThat(server.schema(SHOP)).isEqualTo(before);
    }
}
