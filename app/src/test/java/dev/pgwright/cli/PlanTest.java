package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Maintenance by need, removal of unused indexes by stages, and plans that are refused. */
class PlanTest {
    private static UserServer server;
    private static int databases;

    @TempDir
    private Path folder;

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
        database = "plan_" + databases;
        server.run("postgres", "CREATE DATABASE " + database + " TEMPLATE shop");
        program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
    }

    private Program.Run run(int status, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of(server.uri(database), "--format", "json"));
        Program.Run run = program.run(all.toArray(String[]::new));
        assertThat(run.status()).as(String.join(" ", words) + ": " + run.text()).isEqualTo(status);
        return run;
    }

    private static List<String> titles(JsonNode plan) {
        List<String> titles = new ArrayList<>();
        for (JsonNode step : plan.path("operations")) {
            titles.add((step.has("operation") ? step.path("operation") : step)
                    .path("title")
                    .asString());
        }
        return titles;
    }

    /** Every second row is gone, and new ones fill other places: the index of the key is mostly empty. */
    private void neglect() {
        server.run(
                database,
                "CREATE TABLE log (id bigint PRIMARY KEY, at timestamptz) WITH (autovacuum_enabled = off);"
                        + "INSERT INTO log SELECT n, now() FROM generate_series(1, 600000) AS n;"
                        + "CREATE MATERIALIZED VIEW totals AS SELECT customer, count(*) FROM orders GROUP BY 1;"
                        + "CREATE UNIQUE INDEX ON totals (customer);"
                        + "CREATE MATERIALIZED VIEW plain AS SELECT count(*) FROM orders;"
                        + "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at)");
        server.run(database, "VACUUM ANALYZE log");
        server.run(database, "DELETE FROM log WHERE id % 10 > 0");
        server.run(database, "VACUUM ANALYZE log");
        String month = "date_trunc('month', now() AT TIME ZONE 'UTC')";
        server.run(
                database,
                "DO $$ BEGIN EXECUTE format('CREATE TABLE events_%s PARTITION OF events FOR VALUES FROM (%L) TO (%L)',"
                        + " to_char(" + month + ", 'YYYY_MM'), " + month + "::date, (" + month
                        + " + interval '1 month')::date); END $$");
    }

    @Test
    void weeklyDoesWhatIsDueAndNothingTwice() {
        neglect();
        JsonNode plan = run(0, "plan", "weekly").json();
        assertThat(titles(plan))
                .contains("Rebuild index public.log_pkey", "Refresh materialized view public.totals")
                .anyMatch(title -> title.contains("events_"))
                .noneMatch(title -> title.contains("plain"));
        assertThat(plan.path("notes").toString()).contains("public.plain is not refreshed");

        JsonNode done = run(0, "plan", "weekly", "--apply").json();
        assertThat(titles(done)).containsExactlyElementsOf(titles(plan));

        List<String> again = titles(run(0, "plan", "weekly").json());
        assertThat(again).containsExactly("Refresh materialized view public.totals");
    }

    @Test
    void monthlyFreezesAhead() {
        server.run(
                database,
                "ALTER TABLE orders SET (autovacuum_freeze_max_age = 100000, autovacuum_enabled = off);"
                        + "CREATE TABLE ticks (n int)");
        assertThat(titles(run(0, "plan", "monthly").json())).noneMatch(title -> title.startsWith("Freeze"));
        server.run(
                database,
                "DO $$ BEGIN FOR i IN 1..60000 LOOP"
                        + " BEGIN INSERT INTO ticks VALUES (i); EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$");
        assertThat(titles(run(0, "plan", "monthly").json())).contains("Freeze the old rows of public.orders");
    }

    @Test
    void unusedIndexesAreWatchedFirstAndDroppedThen() {
        server.run(
                database, "CREATE INDEX orders_idle ON orders (note); CREATE INDEX orders_busy ON orders (customer)");
        String before = server.schema(database);
        JsonNode first = run(0, "plan", "unused-indexes", "--apply", "--unused-for", "2s")
                .json();
        assertThat(titles(first)).isEmpty();
        assertThat(first.path("notes").toString()).contains("watched");
        await(3);
        server.run(database, "SET enable_seqscan = off; SELECT count(*) FROM orders WHERE customer = 5");
        await(2); // until the session's counters are reported

        JsonNode second = run(0, "plan", "unused-indexes", "--apply", "--unused-for", "2s")
                .json();

        assertThat(titles(second)).containsExactly("Drop index public.orders_idle");
        run(0, "undo", "--all");
        assertThat(server.schema(database)).isEqualTo(before);
    }

    private static void await(int seconds) {
        server.run("postgres", "SELECT pg_sleep(" + seconds + ")");
    }

    @Test
    void whatIsNotAsShownIsRefused() throws IOException {
        server.run(database, "CREATE INDEX twice ON orders (customer); CREATE INDEX again ON orders (customer)");
        Path plan = folder.resolve("plan.json");
        run(0, "plan", "quick-wins", "--out", plan.toString());
        String text = Files.readString(plan);
        assertThat(text).contains("DROP INDEX CONCURRENTLY");

        Path forged = Files.writeString(
                folder.resolve("forged.json"), text.replace("\"name\" : \"again\"", "\"name\" : \"orders_pkey\""));
        assertThat(run(2, "apply", forged.toString(), "--yes").text()).contains("not the statements that would run");

        int hour = Integer.parseInt(String.format("%tH", Calendar.getInstance(TimeZone.getTimeZone("UTC"))));
        String later = String.format("%02d:00-%02d:30", (hour + 12) % 24, (hour + 12) % 24);
        assertThat(run(4, "apply", plan.toString(), "--window", later).text()).contains("maintenance window");
        server.run(database, "DROP INDEX again");
        assertThat(run(4, "apply", plan.toString(), "--yes").text().replaceAll("\\s+", " "))
                .contains("not as it was when the plan was made")
                .contains("orders", "again");
        run(2, "plan", "everything");
        run(2, "apply", plan.toString(), "--lock-timeout", "soon");
        run(2, "apply", plan.toString(), "--window", "at night");
        run(2, "apply", plan.toString(), "--tolerance", "0.5");
    }
}
