package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.AddConstraint;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetNotNull;
import dev.pgwright.snapshot.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that end as by kill -9 in the middle of a plan: the next run goes on, or takes it back. */
class KillTest {
    private static ChangeServer server;
    private static List<Operation> plan;
    private static String before;
    private static String whole;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = ChangeServer.start(18);
        server.create("shop");
        DropIndex drop = server.snapshot("shop").rows(Facts.INDEX).stream()
                .filter(index -> index.name().equals("orders_customer"))
                .findFirst()
                .flatMap(DropIndex::of)
                .orElseThrow();
        plan = List.of(
                CreateIndex.btree(OperationCases.ORDERS, List.of("tenant"), null),
                new SetNotNull(OperationCases.ORDERS, "placed"),
                drop,
                new AddConstraint(OperationCases.ORDERS, "code_small", "CHECK (code < 9)"));
        Files.writeString(
                folder.resolve("plan"), plan.stream().map(ChangeJson::write).collect(Collectors.joining("\n")));
        before = schema();
        applyAll();
        whole = schema();
        undoAll();
        assertThat(schema()).isEqualTo(before);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String schema() {
        return server.schema("shop")
                .lines()
                .filter(line -> !line.contains("pgwright.change") && !line.contains("schema pgwright"))
                .collect(Collectors.joining("\n"));
    }

    private static Ledgers ledgers() {
        return new Ledgers(folder.resolve("state"));
    }

    private static List<Change> applyAll() {
        return HaltedRun.plan(server.target("shop")).run(ledgers(), plan);
    }

    private static void undoAll() {
        new UndoRun(server.target("shop"), Clock.systemUTC(), step -> {}).run(ledgers(), Set.of());
    }

    private static void killed(String verb, int at, String when) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltedRun.class.getName(),
                        verb,
                        server.uri("shop"),
                        folder.resolve("state").toString(),
                        folder.resolve("plan").toString(),
                        String.valueOf(at),
                        when)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isEqualTo(HaltedRun.KILLED);
    }

    /** Each entry with an outcome, and each change of the plan in force once. */
    private static void assertNothingTwice(List<Change> kept) {
        List<Change> ledger = ledgers().read(server.target("shop"));
        assertThat(ledger).noneMatch(change -> change.state().isUndecided());
        assertThat(ledger.stream()
                        .filter(change -> change.state() == ChangeState.KEPT)
                        .map(Change::operation))
                .containsExactlyElementsOf(kept.stream().map(Change::operation).toList());
    }

    /** Writes of the plan: the index 1-4, the column 5-10 (three transactions), the drop 11-14, the check 15-19. */
    @ParameterizedTest
    @CsvSource({
        "1, after",
        "2, before",
        "2, after",
        "3, before",
        "3, after",
        "4, after",
        "6, before",
        "7, after",
        "8, before",
        "10, before",
        "11, after",
        "12, before",
        "16, after"
    })
    void aPlanGoesOnWhereItWasKilled(int at, String when) throws IOException, InterruptedException {
        killed("apply", at, when);
        List<Change> changes = applyAll();
        assertThat(changes).allMatch(change -> change.state() == ChangeState.KEPT);
        assertThat(schema()).isEqualTo(whole);
        assertNothingTwice(changes);
        undoAll();
        assertThat(schema()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"1, after", "2, before", "5, after", "8, before", "11, after"})
    void anUndoThatWasKilledIsFinished(int at, String when) throws IOException, InterruptedException {
        applyAll();
        killed("undo", at, when);
        undoAll();
        assertThat(schema()).isEqualTo(before);
        assertNothingTwice(List.of());
    }
}
