package dev.pgwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedies;
import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.report.Golden;
import dev.pgwright.snapshot.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every check on a real server: its bad example gives exactly the golden finding and nothing else, the remedy makes it
 * go away and brings no other, the undo restores the database to the letter, and a second run changes nothing.
 */
class CheckLifecycleTest {
    private static CheckServer server;

    @TempDir
    private Path folder;

    /** What all checks say of a database. */
    private record Look(Snapshot snapshot, Examination examination) {
        List<Proposal> proposals() {
            return Remedies.propose(examination.findings(), snapshot);
        }

        List<String> keys() {
            return examination.findings().stream().map(Finding::key).toList();
        }
    }

    @BeforeAll
    static void start() {
        server = CheckServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** All, or those that {@code -Dchecks=a,b} names while one works on them. */
    static Stream<String> checks() {
        List<String> only = List.of(System.getProperty("checks", "").split(","));
        return Checks.ids().stream().filter(id -> only.contains("") || only.contains(id));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void badExampleIsFoundRepairedAndRestored(String check) {
        Path examples = CheckServer.RESOURCES.resolve(check);
        String database = "bad-" + check;
        server.create(database);
        try {
            badExample(check, database, examples);
        } finally {
            cleanUp(check, database);
        }
    }

    private void badExample(String check, String database, Path examples) {
        Look bad = prepared(check, database, examples.resolve("bad.sql"));
        assertThat(bad.examination.of(check)).as("findings").isNotEmpty();
        Golden.check("check/" + check + "/finding.txt", FindingText.of(bad.examination.findings()));
        List<Proposal> proposals = bad.proposals();
        Golden.check("check/" + check + "/change.sql", changes(check, proposals));
        if (!proposals.isEmpty()) {
            repairAndRestore(check, database, bad, proposals);
        }
    }

    /** What an example did to the whole server ({@code after.sql}) must be gone before the next one is looked at. */
    private static void cleanUp(String check, String database) {
        Path after = CheckServer.RESOURCES.resolve(check).resolve("after.sql");
        if (Files.exists(after)) {
            server.run(database, CheckServer.read(after));
        }
    }

    private static String changes(String check, List<Proposal> proposals) {
        if (proposals.isEmpty()) {
            String how = Remedies.find(check).isPresent() ? "this finding needs a person" : "manual";
            return "-- " + how + ": pgwright explain " + check + "\n";
        }
        return String.join("\n", proposals.stream().map(FindingText::of).toList());
    }

    private void repairAndRestore(String check, String database, Look bad, List<Proposal> proposals) {
        List<Operation> operations =
                proposals.stream().flatMap(p -> p.operations().stream()).toList();
        String before = SchemaDump.of(server.target(database));

        List<Change> changes = applied(database, operations, "first");
        Look repaired = look(check, database);
        assertThat(repaired.keys()).as("findings after the change").isEmpty();
        assertThat(repaired.proposals()).as("a second run").isEmpty();

        List<Change> restorable = changes.stream()
                .filter(change -> !change.operation().undo().isEmpty())
                .toList();
        server.undo(database, restorable, folder.resolve("first"));
        boolean all = operations.stream().noneMatch(CheckLifecycleTest::destroysRemains);
        if (all) {
            assertThat(SchemaDump.of(server.target(database)))
                    .as("schema and settings after the undo")
                    .isEqualTo(before);
        }
        if (restorable.size() == changes.size()) {
            Look undone = look(check, database);
            assertThat(undone.keys()).as("findings after the undo").isEqualTo(bad.keys());
        }
        applied(database, restorable.stream().map(Change::operation).toList(), "second");
        assertThat(look(check, database).keys())
                .as("findings after the second application")
                .isEmpty();
    }

    /** The remains of a failed build, and a view that nobody can read, are what nobody wants back. */
    private static boolean destroysRemains(Operation operation) {
        return operation.undo().isEmpty()
                && (operation.kind().equals("DropIndex") || operation.kind().equals("RefreshMaterializedView"));
    }

    private List<Change> applied(String database, List<Operation> operations, String ledger) {
        List<Change> changes = server.apply(database, operations, folder.resolve(ledger));
        assertThat(changes)
                .allSatisfy(
                        change -> assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.APPLIED));
        return changes;
    }

    @ParameterizedTest
    @MethodSource("checks")
    void goodExampleIsNotFound(String check) {
        String database = "good-" + check;
        server.create(database);
        try {
            Look good = prepared(
                    check, database, CheckServer.RESOURCES.resolve(check).resolve("good.sql"));
            assertThat(good.keys()).isEmpty();
            assertThat(good.examination.passed()).contains(check);
        } finally {
            cleanUp(check, database);
        }
    }

    private static Look prepared(String check, String database, Path script) {
        List<AutoCloseable> held = new ArrayList<>();
        try {
            if (Situations.hasReceiver(check)) {
                held.add(server.receiver());
            }
            WriteSession session = server.open(database, CheckServer.read(script));
            if (Situations.isLive(check)) {
                held.add(session);
            } else {
                session.close();
            }
            for (int i = 0; i < Situations.sessions(check); i++) {
                held.add(server.open(database, ""));
            }
            return look(check, database);
        } finally {
            held.forEach(CheckLifecycleTest::close);
        }
    }

    private static void close(AutoCloseable session) {
        try {
            session.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Look look(String check, String database) {
        Snapshot snapshot = server.snapshot(database);
        return new Look(snapshot, CheckRunner.run(snapshot, Situations.thresholds(check)));
    }
}
