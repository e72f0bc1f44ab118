package dev.pgwright.batch.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.batch.JobOutcome;
import dev.pgwright.batch.TableJobs;
import dev.pgwright.change.Progress;
import dev.pgwright.check.SchemaDump;
import dev.pgwright.error.PgwrightException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a conversion takes along, what it refuses, and what happens beside it. */
class TableConversionTest {
    private static final ConversionRequest MONTHLY = ShopServer.MONTHLY;
    private static final int ROWS = 2_000;

    private static ShopServer server;

    @BeforeAll
    static void start() {
        server = ShopServer.start(18);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fill() {
        server.fill(ROWS);
    }

    private static String schema() {
        return SchemaDump.of(server.target())
                .lines()
                .filter(line -> !line.contains("pgwright_batch"))
                .collect(Collectors.joining("\n"));
    }

    /** End of the first partition's name. */
    private static String first() {
        return server.answer("SELECT to_char(date_trunc('month', now(), 'UTC') - interval '2 months', '\"p\"YYYY_MM')");
    }

    /** Runs something when the conversion says so, on its own thread. */
    private static Progress at(String text, Runnable work) {
        boolean[] done = new boolean[1];
        return message -> {
            if (!done[0] && message.contains(text)) {
                done[0] = true;
                work.run();
            }
        };
    }

    private static JobOutcome convertWhile(String text, Runnable work) {
        return new TableConversion(server.target(), ShopServer.SMALL, at(text, work)).convert(MONTHLY, false);
    }

    private static String rows(String table) {
        return server.answer(
                "SELECT count(*) || ' ' || coalesce(sum(id), 0) || ' ' || coalesce(min(note), '') FROM " + table);
    }

    private static void bothAreEqual() {
        assertThat(rows("shop.events")).isEqualTo(rows("shop.events_pgwright_old"));
        assertThat(server.answer("SELECT count(*) - count(DISTINCT id) FROM shop.events"))
                .isEqualTo("0");
    }

    @Test
    void allThatHangsOnTheTableComesAlong() {
        Set<String> before = new TreeSet<>(schema().lines().toList());
        String next = server.answer("SELECT nextval('shop.events_id_seq')");
        server.conversion().convert(MONTHLY, false);
        server.conversion().dropOld("shop.events");
        Set<String> after = new TreeSet<>(schema().lines().toList());
        before.removeAll(after);
        assertThat(before)
                .as("lines that are no longer true: kind and options, the widened keys")
                .allMatch(
                        line -> line.startsWith("relation shop.events r ")
                                || line.startsWith("relation shop.events_id_seq")
                                || line.matches("(index|constraint) .*events_(pkey|code_key|code_user).*")
                                || line.matches("index .*events_(user|lower) ON shop.events .*")
                                || line.matches("relation shop.events_\\w+ i .*"),
                        "allowed");
        assertThat(after)
                .anyMatch(line ->
                        line.contains("CREATE UNIQUE INDEX events_pkey ON ONLY shop.events USING btree (id, at)"));
        assertThat(after)
                .anyMatch(
                        line -> line.contains("events_code_user ON ONLY shop.events USING btree (code, user_id, at)"));
        assertThat(after)
                .anyMatch(line ->
                        line.contains("relation shop.events_" + first() + " r") && line.contains("fillfactor=90"));
        assertThat(Long.parseLong(
                        server.answer("INSERT INTO shop.events (user_id, code) VALUES (1, 'x') RETURNING id")))
                .isGreaterThan(Long.parseLong(next));
        assertThat(server.answer(
                        "SELECT convalidated FROM pg_constraint WHERE conname = 'events_user_fk' AND conrelid ="
                                + " 'shop.events'::regclass"))
                .isEqualTo("t");
        assertThat(server.answer("SELECT count(*) FROM shop.recent"))
                .isEqualTo(server.answer("SELECT count(*) FROM shop.events WHERE amount > 10"));
        assertThat(server.answer("SELECT count(*) FROM pg_class WHERE relname LIKE '%pgwright%'"))
                .isEqualTo("0");
        assertThat(server.answer(
                        "SELECT count(*) FROM pg_proc AS p WHERE pronamespace = 'pgwright_batch'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void rowsAreInTheirPartitionsAndTriggersFireOnce() {
        server.conversion().convert(MONTHLY, false);
        assertThat(server.answer("SELECT count(*) FROM shop.events_" + first()))
                .isEqualTo(
                        server.answer(
                                "SELECT count(*) FROM shop.events_pgwright_old WHERE at < date_trunc('month', now(), 'UTC') - interval '1 month'"))
                .isNotEqualTo("0");
        server.execute("UPDATE shop.events SET note = 'seen' WHERE id = 5");
        assertThat(server.rows("SELECT what FROM shop.audit")).containsExactly("UPDATE 5");
        assertThat(server.answer("SELECT note FROM shop.events_pgwright_old WHERE id = 5"))
                .isEqualTo("seen");
    }

    @Test
    void oldRowsGetOnePartitionAndTheRuleIsWrittenDown() {
        new TableConversion(server.target(), ShopServer.SMALL, Progress.SILENT)
                .convert(new ConversionRequest("shop.events", "at", Every.WEEK, 2, true), false);
        assertThat(server.answer("SELECT count(*) FROM shop.events_older")).isEqualTo(String.valueOf(ROWS));
        assertThat(server.answer("SELECT obj_description('shop.events'::regclass)"))
                .isEqualTo("what users did\npgwright: keep 2 weeks");
    }

    @Test
    void daysAndYearsDo() {
        assertThat(server.conversion()
                        .convert(new ConversionRequest("shop.events", "at", Every.DAY, 0, true), false)
                        .state())
                .isEqualTo("done");
        assertThat(server.answer("SELECT count(*) > 60 FROM pg_inherits WHERE inhparent = 'shop.events'::regclass"))
                .isEqualTo("t");
        bothAreEqual();
        server.conversion().undo("shop.events");
        server.conversion().convert(new ConversionRequest("shop.events", "at", Every.YEAR, 0, true), false);
        bothAreEqual();
    }

    @Test
    void aTruncatedTableStaysEmptyButForWhatCameLater() {
        convertWhile(
                "2 chunks done",
                () -> server.execute("TRUNCATE shop.events; INSERT INTO shop.events (user_id, at, note)"
                        + " VALUES (1, now(), 'later')"));
        assertThat(rows("shop.events")).startsWith("1 ").endsWith(" later");
        bothAreEqual();
        server.execute("TRUNCATE shop.events");
        bothAreEqual();
    }

    @Test
    void rowsThatGoWithTheirUserGoFromBoth() {
        convertWhile("3 chunks done", () -> server.execute("DELETE FROM shop.users WHERE id <= 10"));
        assertThat(server.answer("SELECT count(*) FROM shop.events WHERE user_id <= 10"))
                .isEqualTo("0");
        server.execute("DELETE FROM shop.users WHERE id <= 20");
        assertThat(server.answer("SELECT count(*) FROM shop.events WHERE user_id <= 20"))
                .isEqualTo("0");
        bothAreEqual();
    }

    @Test
    void aPausedConversionGoesOn() {
        TableJobs jobs = new TableJobs(server.target(), ShopServer.SMALL, Progress.SILENT);
        JobOutcome paused = convertWhile("1 chunks done", () -> jobs.pause(1));
        assertThat(paused.state()).isEqualTo("paused");
        server.execute("UPDATE shop.events SET note = 'meanwhile' WHERE id < 50; DELETE FROM shop.events WHERE id < 9");
        JobOutcome done = server.conversion().convert(MONTHLY, false);
        assertThat(done.resumed()).isTrue();
        assertThat(done.state()).isEqualTo("done");
        bothAreEqual();
    }

    @Test
    void whatWasWrittenPastTheTriggersIsFound() {
        assertThatThrownBy(
                        () -> convertWhile(
                                "2 chunks done",
                                () -> server.execute(
                                        "ALTER TABLE shop.events DISABLE TRIGGER pgwright_note; DELETE FROM shop.events WHERE id = 3")))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("differs from it: 20")
                .hasMessageContaining("rows in the table");
        assertThat(server.answer("SELECT relkind FROM pg_class WHERE oid = 'shop.events'::regclass"))
                .isEqualTo("r");
        server.conversion().undo("shop.events");
        assertThat(server.answer("SELECT count(*) FROM pg_class WHERE relname LIKE '%pgwright_new%'"))
                .isEqualTo("0");
    }

    @Test
    void aTableThatWasAlteredMeanwhileIsNotSwapped() {
        assertThatThrownBy(() -> convertWhile(
                        "comparing", () -> server.execute("CREATE INDEX events_amount ON shop.events (amount)")))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("altered since the conversion began");
        server.execute("DROP INDEX shop.events_amount");
        assertThat(server.conversion().convert(MONTHLY, false).state()).isEqualTo("done");
    }

    @Test
    void anotherProgramOrOtherOptionsAreRefused() {
        TableJobs jobs = new TableJobs(server.target(), ShopServer.SMALL, Progress.SILENT);
        convertWhile("1 chunks done", () -> jobs.pause(1));
        ConversionRequest weekly = new ConversionRequest("shop.events", "at", Every.WEEK, 0, true);
        assertThatThrownBy(() -> server.conversion().convert(weekly, false))
                .hasMessageContaining("is being converted by at every month");
        assertThatThrownBy(() -> server.conversion().dropOld("shop.events")).hasMessageContaining("is not done");
        server.conversion().undo("shop.events");
        assertThatThrownBy(() -> server.conversion().undo("shop.events")).hasMessageContaining("no conversion");
        assertThat(server.conversion().convert(weekly, false).state()).isEqualTo("done");
    }

    @Test
    void whoeverHoldsTheTableIsWaitedForInSlices() throws Exception {
        CompletableFuture<Void> holder = new CompletableFuture<>();
        JobOutcome done = convertWhile(
                "are equal",
                () -> holder.completeAsync(() -> {
                    server.execute(
                            "BEGIN; UPDATE shop.events SET note = 'held' WHERE id = 77; SELECT pg_sleep(2); COMMIT");
                    return null;
                }));
        holder.get();
        assertThat(done.state()).isEqualTo("done");
        assertThat(server.answer("SELECT note FROM shop.events WHERE id = 77")).isEqualTo("held");
        bothAreEqual();
    }

    @Test
    void aDryRunLeavesNothing() {
        String before = schema();
        JobOutcome planned = server.conversion().convert(MONTHLY, true);
        assertThat(planned.state()).isEqualTo("planned");
        assertThat(planned.notes()).anyMatch(note -> note.contains("partitions would be made"));
        assertThat(schema()).isEqualTo(before);
        assertThat(server.answer("SELECT to_regnamespace('pgwright_batch') IS NULL"))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE shop.other (event bigint REFERENCES shop.events) | Foreign key other_event_fkey of shop.other refers",
                "CREATE MATERIALIZED VIEW shop.totals AS SELECT count(*) FROM shop.events | Materialized view shop.totals shows",
                "CREATE FUNCTION shop.all_of() RETURNS SETOF shop.events LANGUAGE sql AS 'TABLE shop.events' | uses the row type",
                "CREATE FUNCTION shop.one() RETURNS bigint BEGIN ATOMIC SELECT min(id) FROM shop.events; END | function shop.one() is bound",
                "ALTER TABLE shop.events ALTER COLUMN at DROP NOT NULL | Column at may be null",
                "DROP VIEW shop.recent; ALTER TABLE shop.events ALTER COLUMN at DROP DEFAULT, ALTER COLUMN at TYPE text | Column at is of type text",
                "ALTER TABLE shop.events DROP CONSTRAINT events_pkey | has no primary key of one column",
                "CREATE TABLE shop.child () INHERITS (shop.events) | inherits from other tables, or others inherit",
                "ALTER TABLE shop.events REPLICA IDENTITY FULL | has a replica identity of its own",
                "CREATE PUBLICATION everything FOR TABLE shop.events | is published by everything",
                "ALTER TABLE shop.events SET UNLOGGED | is no ordinary table",
                "CREATE RULE quiet AS ON DELETE TO shop.events DO ALSO NOTIFY gone | has the rule quiet",
                "CREATE UNIQUE INDEX events_part ON shop.events (code) WHERE amount > 3 | events_part has expressions or a condition",
                "ALTER TABLE shop.events ADD CHECK (user_id > 0) NOT VALID | is not validated",
                "CREATE TABLE shop.events_pgwright_new () | is taken",
                "CREATE POLICY other ON shop.users USING (EXISTS (SELECT FROM shop.events)) | policy other on table shop.users is bound",
                "ALTER TABLE shop.events RENAME at TO since | has no column at"
            })
    void whatCannotBeConvertedIsRefused(String making, String message) {
        try {
            server.execute(making);
            String before = schema();
            assertThatThrownBy(() -> server.conversion().convert(MONTHLY, false))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining(message);
            assertThat(schema()).isEqualTo(before);
        } finally {
            server.execute("DROP PUBLICATION IF EXISTS everything");
        }
    }

    @Test
    void keysAreNotWidenedUnasked() {
        ConversionRequest unasked = new ConversionRequest("shop.events", "at", Every.MONTH, 0, false);
        assertThatThrownBy(() -> server.conversion().convert(unasked, false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("Primary key events_pkey (id) does not hold at")
                .satisfies(e -> assertThat(((PgwrightException) e).advice())
                        .contains("no longer sees to it that (id) alone is unique"));
        assertThatThrownBy(() -> server.conversion()
                        .convert(new ConversionRequest("shop.users", "name", Every.DAY, 0, true), false))
                .hasMessageContaining("is of type text");
    }

    /** A view that needs the key to be the id alone cannot be made over the new table. */
    @Test
    void whatOnlyTheSwapShowsIsShownBeforeTheFirstRowIsCopied() {
        server.execute("CREATE VIEW shop.grouped AS SELECT id, note, count(*) FROM shop.events GROUP BY id");
        String before = schema();
        assertThatThrownBy(() -> server.conversion().convert(MONTHLY, false))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("was tried with an empty copy and failed")
                .hasMessageContaining("note");
        assertThat(schema()).isEqualTo(before);
        assertThat(List.of(server.answer("SELECT state FROM pgwright_batch.conversion")))
                .containsExactly("undone");
    }
}
