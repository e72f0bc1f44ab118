package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Wrong words and files: one sentence, what to do next, the right exit status, and nothing changed. */
class BadInputTest {
    private static UserServer server;

    @TempDir
    private static Path folder;

    private static Program program;
    private static String before = "";

    @BeforeAll
    static void start() {
        server = UserServer.start();
        program = Program.in(folder.resolve("cache"), folder.resolve("state"));
        before = server.schema("shop");
    }

    @AfterAll
    static void stop() {
        assertThat(server.schema("shop")).as("schema after all bad input").isEqualTo(before);
        server.close();
    }

    private static Program.Run refused(int status, String sentence, String... words) {
        Program.Run run = program.run(words);
        assertThat(run.status()).as(run.text()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().replaceAll("\\s+", " ")).contains(sentence).doesNotContain("Exception");
        assertThat(run.err().lines().count()).as(run.err()).isBetween(2L, 6L);
        return run;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diagnose --lab casa | There is no lab \"casa\"",
                "lab casa start | There is no lab \"casa\"",
                "lab | Missing required parameter",
                "lab casaora begin | begin",
                "lab casaora start --scale 0.001 | A lab has a scale from",
                "indexes postgresql://h/d --budget 0 | \"0\" is not a size",
                "indexes postgresql://h/d --budget 0MB | \"0MB\" is not a size",
                "indexes postgresql://h/d --budget -5GB | \"-5GB\" is not a size",
                "indexes postgresql://h/d --budget lots | \"lots\" is not a size",
                "indexes postgresql://h/d --budget 5 | \"5\" is not a size",
                "indexes --lab casaora --migration-style rails | rails",
                "indexes --lab casaora --workload nothing.sql | nothing.sql cannot be read",
                "indexes no-such-service | no-such-service",
                "explain no-such-check | no-such-check",
                "diagnose --format xml | \"xml\" is not a format",
                "diagnose --frobnicate | --frobnicate",
                "diagnose --fail-on terrible | terrible",
                "diagnos | diagnos",
                "undo | Undo needs either a number or --all",
                "undo seven | \"seven\" is not a number of the ledger",
                "undo 1 --all postgresql://h/d | Undo needs either a number or --all",
                "apply | PLAN",
                "plan | NAME",
                "plan everything postgresql://h/d | There is no plan \"everything\"",
                "apply p.json --window night postgresql://h/d | \"night\" are no hours",
                "apply p.json --verify soon postgresql://h/d | \"soon\" is not a time",
                "compare only-one | B",
                "diagnose frob=1 | \"frob\" is not known",
                "diagnose postgresql://h:port/d | The port is not a number",
                "diagnose postgresql://h/d%zz | broken percent sequence",
                "diagnose no-such-service | no-such-service",
                "'' | A command is missing",
            })
    void wrongWords(String line, String sentence) {
        refused(2, sentence, line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void aWorkloadFileThatIsNotThere() {
        refused(
                2,
                "cannot be read",
                "tune",
                server.uri("shop"),
                "--apply",
                "--workload",
                folder.resolve("nothing.sql").toString());
    }

    @Test
    void aBrokenStatementIsNamedWithItsLineAndTheRestRuns() throws IOException {
        Path workload = Files.writeString(folder.resolve("workload.sql"), """
                -- statement: fine
                SELECT count(*) FROM orders WHERE customer = 4711;

                -- statement: open-quote
                SELECT 'never closed;

                -- statement: no-such-column
                SELECT colour FROM orders;

                -- statement: also-fine
                SELECT max(id) FROM orders;
                """);
        Program.Run run =
                program.run("tune", server.uri("shop"), "--workload", workload.toString(), "--format", "json");
        assertThat(run.status()).as(run.text()).isZero();
        JsonNode tuning = run.json();
        assertThat(tuning.path("notes").toString()).contains("line 5").contains("not closed");
        List<String> measured = new ArrayList<>();
        for (JsonNode statement : tuning.path("workload")) {
            if (statement.path("beforeMs").isNumber()) {
                measured.add(statement.path("statement").asString());
            } else {
                assertThat(statement.path("statement").asString()).isEqualTo("no-such-column");
                assertThat(statement.path("problem").asString())
                        .contains("line 8")
                        .contains("colour");
            }
        }
        assertThat(measured).containsExactly("fine", "also-fine");
    }

    @Test
    void aSnapshotFileThatIsCutShort() throws IOException {
        program.run(
                "diagnose", server.uri("shop"), "--out", folder.resolve("out").toString());
        Path whole;
        try (var files = Files.walk(folder.resolve("out"))) {
            whole = files.filter(file -> file.endsWith("snapshot.json"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(program.run("diagnose", whole.toString()).status()).isZero();
        String text = Files.readString(whole);
        Path half = Files.writeString(folder.resolve("half.json"), text.substring(0, text.length() / 2));
        refused(2, "half.json", "diagnose", half.toString());
        refused(2, "half.json", "compare", whole.toString(), half.toString());
        Path other = Files.writeString(folder.resolve("other.json"), "{\"name\": \"something else\"}");
        refused(2, "other.json", "diagnose", other.toString());
        refused(2, "no-such.json", "compare", whole.toString(), "no-such.json");
    }

    @Test
    void aFileThatIsNoPlan() throws IOException {
        for (String text : new String[] {
            "SELECT 1",
            "{}",
            "[]",
            "",
            "{\"schemaVersion\":1,\"command\":\"tune\",\"operations\":[{\"change\":{}}]}",
            "{\"schemaVersion\":1,\"command\":\"tune\"}",
            "{\"schemaVersion\":1,\"command\":\"tune\",\"operations\":[{\"steps\":[{\"sql\":\"DROP TABLE orders\"}]}]}"
        }) {
            Path plan = Files.writeString(folder.resolve("plan.json"), text);
            refused(2, "is not a plan", "apply", plan.toString(), server.uri("shop"));
        }
        refused(2, "is not a plan", "apply", folder.resolve("none.json").toString(), server.uri("shop"));
    }

    @Test
    void aNumberThatTheLedgerDoesNotHave() {
        refused(2, "No change 99 is in force here", "undo", "99", server.uri("shop"));
    }

    @Test
    void anOutputThatCannotBeWritten() {
        Path nowhere = folder.resolve("no").resolve("such").resolve("folder.json");
        refused(2, "cannot be written", "ledger", server.uri("shop"), "--quiet", "--out", nowhere.toString());
    }
}
