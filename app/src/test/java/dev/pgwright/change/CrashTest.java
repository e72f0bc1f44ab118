package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.WriteSession;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work that ends at each write to the ledger, before it and after it, while a change is applied and while it is taken
 * back: the next run finds it and brings back what was before, and nothing is left.
 */
class CrashTest {
    private static ChangeServer server;

    @TempDir
    private Path folder;

    private int runs;

    @BeforeAll
    static void start() {
        server = ChangeServer.start(18);
        server.create("shop");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The longest operation of each shape: one step alone, one transaction, and several of both. */
    @Test
    void whatIsCutOffIsTakenBack() {
        Map<String, Operation> byKind = new LinkedHashMap<>();
        for (Operation operation : OperationLifecycleTest.cases(server, "shop")) {
            if (List.of("CreateIndex", "DropIndex", "SetNotNull", "AttachPartition", "CreateMaterializedView")
                    .contains(operation.kind())) {
                byKind.putIfAbsent(operation.kind(), operation);
            }
        }
        assertThat(cutOff(byKind.values())).isEmpty();
    }

    @Test
    @Tag("wide")
    void whateverIsCutOffIsTakenBack() {
        assertThat(cutOff(OperationLifecycleTest.cases(server, "shop"))).isEmpty();
    }

    private List<String> cutOff(Iterable<Operation> operations) {
        String before = server.schema("shop");
        List<String> failures = new ArrayList<>();
        int cases = 0;
        for (Operation operation : operations) {
            for (boolean undo : new boolean[] {false, true}) {
                int writes = undo && operation.undo().isEmpty() ? 0 : run(operation, undo, 0, false);
                settled(operation, before, "without a cut", failures);
                for (int at = 1; at <= writes; at++) {
                    for (boolean early : new boolean[] {true, false}) {
                        run(operation, undo, at, early);
                        String where = (undo ? "undo" : "apply") + (early ? " before" : " after") + " write " + at;
                        settled(operation, before, where, failures);
                        cases++;
                    }
                }
            }
        }
        System.out.println("CrashTest: " + cases + " cuts");
        return failures;
    }

    private FileLedger ledger() {
        return new FileLedger(folder.resolve("ledger-" + runs));
    }

    /** The number of writes; cut off at one of them, or not at all (0). */
    private int run(Operation operation, boolean undo, int at, boolean early) {
        runs++;
        try (WriteSession session = server.open("shop")) {
            HaltingLedger halting = new HaltingLedger(ledger(), at, early, HaltingLedger.HALT);
            try {
                Executor first = new Executor(session, undo ? ledger() : halting, Clock.systemUTC());
                Change change = first.apply(ChangeServer.planned(operation));
                assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.APPLIED);
                if (undo) {
                    new Executor(session, halting, Clock.systemUTC()).undo(change, "test");
                }
            } catch (HaltingLedger.Halt e) {
                assertThat(at).isPositive();
            }
            return halting.writes();
        }
    }

    private void settled(Operation operation, String before, String where, List<String> failures) {
        try (WriteSession session = server.open("shop")) {
            Executor executor = new Executor(session, ledger(), Clock.systemUTC());
            executor.recover();
            assertThat(executor.recover()).as("recovered twice").isEmpty();
            assertThat(server.schema("shop")).isEqualTo(before);
        } catch (AssertionError | RuntimeException e) {
            failures.add(operation.title() + ", " + where + ": " + e);
            server.create("shop");
        }
    }
}
