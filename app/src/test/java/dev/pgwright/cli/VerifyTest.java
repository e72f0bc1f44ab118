package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.ChangeJson;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Changes that are watched by what pg_stat_statements counts of an application. */
class VerifyTest {
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final Operation INDEX = CreateIndex.btree(ORDERS, List.of("customer"), null);
    private static final Operation NOTE = CreateIndex.btree(ORDERS, List.of("note"), null);
    private static final Operation DROP = new DropIndex(
            ORDERS,
            "orders_customer",
            "CREATE INDEX orders_customer ON public.orders USING btree (customer)",
            null,
            true);

    @TempDir
    private Path folder;

    private static UserServer server;
    private static int databases;

    /** One for each test. */
    private String database = "";

    private Program program = Program.in(Path.of(""), Path.of(""));

    @BeforeAll
    static void start() {
        server = UserServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        databases++;
        database = "shop_" + databases;
        server.run("postgres", "CREATE DATABASE " + database + " TEMPLATE shop");
        program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        server.run(database, "SELECT pg_stat_statements_reset()");
    }

    /** What the application sends. */
    private void application(int calls) {
        StringBuilder all = new StringBuilder("SELECT 1;");
        for (int i = 0; i < calls; i++) {
            all.append("SELECT count(*) FROM orders WHERE customer = ")
                    .append(i)
                    .append(';');
            all.append("SELECT note FROM orders WHERE id = ").append(i).append(';');
        }
        server.run(database, all.toString());
    }

    private Path plan(Operation... operations) throws IOException {
        String steps = Stream.of(operations)
                .map(o -> "{\"operation\":{\"change\":" + ChangeJson.write(o) + ",\"reason\":\"a test\"}}")
                .collect(Collectors.joining(","));
        return Files.writeString(
                folder.resolve("plan.json"),
                "{\"schemaVersion\":1,\"command\":\"plan\",\"name\":\"test\",\"takenAt\":\"2026-11-21T06:00:00Z\","
                        + "\"operations\":[" + steps + "]}");
    }

    private Program.Run run(int status, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(server.uri(database), "--format", "json"));
        Program.Run run = program.run(all.toArray(String[]::new));
        assertThat(run.status()).as(String.join(" ", words) + ": " + run.text()).isEqualTo(status);
        return run;
    }

    private JsonNode applied(Operation... operations) throws IOException {
        Path workload = Files.writeString(folder.resolve("none.sql"), "SELECT 1;");
        return run(0, "apply", plan(operations).toString(), "--verify", "2h", "--workload", workload.toString())
                .json();
    }

    private List<String> ledger() {
        List<String> entries = new ArrayList<>();
        run(0, "ledger")
                .json()
                .path("changes")
                .forEach(change -> entries.add(change.at("/operation/state").asString("") + ": "
                        + change.at("/operation/reason").asString("")));
        return entries;
    }

    @Test
    void whatHelpsIsKeptWithItsFigures() throws IOException {
        application(30);
        JsonNode plan = applied(INDEX);
        assertThat(plan.at("/operations/0/state").asString()).isEqualTo("watched");
        assertThat(run(0, "verify").json().at("/windows/0/open").asBoolean()).isTrue();
        application(30);

        JsonNode window = run(0, "verify", "--now").json().at("/windows/0");

        assertThat(window.path("verdict").asString())
                .as(window.toPrettyString())
                .isEqualTo("better");
        assertThat(window.at("/operations/0/state").asString()).isEqualTo("kept");
        JsonNode evidence = window.at("/operations/0/evidence/0");
        assertThat(evidence.path("level").asString()).isEqualTo("MEASURED_IN_PRODUCTION");
        assertThat(evidence.path("before").asDouble())
                .isGreaterThan(2 * evidence.path("after").asDouble());
        assertThat(window.path("comparedWith").toString()).contains("whatever the hour");
        assertThat(ledger()).singleElement().asString().contains("kept: a test; verified: none of");
        assertThat(run(0, "verify").json().path("windows").size()).isZero();
    }

    @Test
    void whatHarmsIsTakenBackWithTheReason() throws IOException {
        server.run(database, "CREATE INDEX orders_customer ON orders (customer)");
        String before = server.schema(database);
        application(30);
        applied(DROP, NOTE);
        application(30);

        // not due yet, but the harm is plain
        JsonNode window = run(4, "verify").json().at("/windows/0");

        assertThat(window.path("verdict").asString()).isEqualTo("worse");
        assertThat(window.at("/operations/0/state").asString()).isEqualTo("undone");
        assertThat(ledger())
                .anyMatch(entry -> entry.startsWith("undone: verified, taken back: slower than 1.2 times")
                        && entry.contains("customer"));
        run(0, "undo", "--all");
        assertThat(server.schema(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "few", "reset", "gone"})
    void whatCannotBeToldIsNotKeptInSilence(String what) throws IOException {
        application(30);
        applied(INDEX);
        application(what.equals("nothing") ? 0 : what.equals("few") ? 5 : 30);
        if (what.equals("reset")) {
            server.run(database, "SELECT pg_stat_statements_reset()");
        }
        if (what.equals("gone")) {
            server.run(database, "DROP EXTENSION pg_stat_statements");
        }

        JsonNode window = run(1, "verify", "--now").json().at("/windows/0");

        assertThat(window.path("verdict").asString()).isEqualTo("could not tell");
        assertThat(window.at("/operations/0/state").asString()).isEqualTo("unverified");
        assertThat(ledger()).singleElement().asString().startsWith("unverified: could not be verified: ");
        run(0, "undo", "1");
        assertThat(ledger()).singleElement().asString().startsWith("undone");
    }

    @Test
    void withoutStatisticsTheVerdictIsThatThereIsNone() throws IOException {
        server.run(database, "DROP EXTENSION pg_stat_statements");
        applied(INDEX);
        JsonNode window = run(1, "verify", "--now").json().at("/windows/0");
        assertThat(window.path("why").asString()).contains("pg_stat_statements");
    }

    @Test
    void aShortWindowIsWaitedFor() throws IOException {
        application(30);
        Path workload = Files.writeString(folder.resolve("none.sql"), "SELECT 1;");
        JsonNode applied = run(1, "apply", plan(INDEX).toString(), "--verify", "2s", "--workload", workload.toString())
                .json();
        assertThat(applied.at("/operations/0/state").asString()).isEqualTo("unverified");
        assertThat(applied.path("notes").toString()).contains("could not tell");
    }

    @Test
    void theSamePlanIsNotMadeTwice() throws IOException {
        application(30);
        applied(INDEX, NOTE);
        JsonNode again = applied(INDEX, NOTE);
        assertThat(again.path("operations").findValuesAsString("state")).containsExactly("watched", "watched");
        assertThat(ledger()).hasSize(2);
    }
}
