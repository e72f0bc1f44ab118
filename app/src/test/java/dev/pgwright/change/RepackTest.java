package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.Repack;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.LibpqEnvironment;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.DebianRepack;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables written anew by Debian's pg_repack: done, refused, cut off and cleared. */
@Tag("debian")
class RepackTest {
    private static final TableName TABLE = new TableName("odd \"schema", "Sel\"ect '1'");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static LocalPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = LocalPostgres.start(
                DebianRepack.cache(folder.resolve("cache"), "RepackTest"),
                LocalPostgres.Options.ofMajor(DebianRepack.MAJOR).with("shared_preload_libraries", ""));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void bloat() throws SQLException {
        run("postgres", "DROP DATABASE IF EXISTS shop WITH (FORCE)");
        run("postgres", "CREATE DATABASE shop");
        run(
                "shop",
                "CREATE EXTENSION pg_repack; CREATE SCHEMA \"odd \"\"schema\"; CREATE TABLE " + TABLE.sql()
                        + " (id bigint PRIMARY KEY, note text); CREATE INDEX ON " + TABLE.sql() + " (note);"
                        + " INSERT INTO " + TABLE.sql() + " SELECT n, 'note ' || n FROM generate_series(1, 50000) AS n;"
                        + " DELETE FROM " + TABLE.sql() + " WHERE id % 10 > 0; CREATE TABLE keyless (id int)");
        run("shop", "VACUUM ANALYZE");
    }

    private static void run(String database, String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(server.target(database))) {
            session.execute(sql);
        }
    }

    private static String value(String sql) throws SQLException {
        try (WriteSession session = WriteSession.open(server.target("shop"));
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT (" + sql + ")::text")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static Snapshot snapshot() {
        try (Session session = Session.open(server.target("shop"))) {
            return SnapshotReader.read(session);
        }
    }

    private static Repack repack() {
        Snapshot snapshot = snapshot();
        Relation table = snapshot.relation(TABLE.schema(), TABLE.name()).orElseThrow();
        return Repack.of(snapshot, table).orElseThrow();
    }

    private static Change apply(Repack repack, Ledger ledger) {
        try (WriteSession session = WriteSession.open(server.target("shop"))) {
            return new Executor(session, ledger, Clock.systemUTC()).apply(ChangeServer.planned(repack));
        }
    }

    private static Ledger ledger(String name) {
        return new FileLedger(folder.resolve(name));
    }

    private static void assertNothingLeft() throws SQLException {
        assertThat(value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                .isEqualTo("0");
        assertThat(value("SELECT count(*) FROM pg_class WHERE relnamespace = 'repack'::regnamespace"
                        + " AND relkind = 'r'"))
                .isEqualTo("0");
        assertThat(value("SELECT count(*) FROM pg_type WHERE typname LIKE 'pk\\_%'"))
                .isEqualTo("0");
        assertThat(value("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + Repack.SESSIONS + "'"))
                .isEqualTo("0");
    }

    private static String rows() throws SQLException {
        return value("SELECT count(*) || ' ' || sum(hashtext(t::text)) FROM " + TABLE.sql() + " AS t");
    }

    private static void await(String condition) throws SQLException {
        long begin = System.nanoTime();
        while (!value(condition).equals("true")) {
            assertThat(System.nanoTime() - begin).as(condition).isLessThan(LONG.toNanos());
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void theEmptySpaceIsGivenBackAndTheRowsAreTheSame() throws SQLException {
        String before = rows();
        String size = "SELECT pg_total_relation_size('" + TABLE.sql().replace("'", "''") + "')";
        long bytes = Long.parseLong(value(size));
        Repack repack = repack();
        assertThat(ChangeJson.operation(ChangeJson.write(repack))).isEqualTo(repack);
        Change change = apply(repack, ledger("done"));
        assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.APPLIED);
        assertThat(Long.parseLong(value(size))).isLessThan(bytes / 5);
        assertThat(rows()).isEqualTo(before);
        assertThat(ledger("done").all()).hasSize(1).allMatch(c -> c.state() == ChangeState.APPLIED);
        assertNothingLeft();
    }

    @Test
    void whatItCannotDoIsRefusedBeforehand() {
        Repack.Client client = Objects.requireNonNull(repack().client());
        Repack other = new Repack(TABLE, new Repack.Client("shop", "0.1"));
        assertThat(apply(other, ledger("refused")).reason()).contains("pg_repack 0.1 is not in this database");
        Repack keyless = new Repack(new TableName("public", "keyless"), client);
        assertThat(apply(keyless, ledger("refused")).reason()).contains("no primary key");
        assertThat(ClientProgram.objection(other))
                .hasValueSatisfying(why -> assertThat(why).contains("pg_repack 0.1"));
        assertThat(apply(new Repack(TABLE, null), ledger("refused")).reason()).contains("from PostgreSQL 19 on");
        Snapshot snapshot = snapshot();
        assertThat(snapshot.rows(Facts.RELATION).stream()
                        .filter(relation -> relation.name().equals("keyless"))
                        .flatMap(relation -> Repack.of(snapshot, relation).stream()))
                .isEmpty();
    }

    /** The program is killed while it waits for an old transaction; its command line never had the password. */
    @Test
    void theProgramIsKilled() throws SQLException {
        String before = rows();
        try (WriteSession old = WriteSession.open(server.target("shop"))) {
            old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            old.execute("INSERT INTO keyless VALUES (1)");
            Repack repack = repack();
            CompletableFuture<Change> run = CompletableFuture.supplyAsync(() -> apply(repack, ledger("killed")));
            await("EXISTS (SELECT FROM pg_trigger WHERE tgname = 'repack_trigger')");
            String password =
                    Objects.requireNonNull(server.target("shop").password()).reveal();
            List<ProcessHandle> children = ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("pg_repack"))
                    .toList();
            assertThat(children).hasSize(1);
            assertThat(children.get(0).info().commandLine().orElseThrow()).doesNotContain(password);
            children.get(0).destroyForcibly();
            Change change = run.join();
            assertThat(change.state()).as(change.reason()).isEqualTo(ChangeState.REFUSED);
            old.execute("ROLLBACK");
        }
        assertNothingLeft();
        assertThat(rows()).isEqualTo(before);
        assertThat(apply(repack(), ledger("killed")).state()).isEqualTo(ChangeState.APPLIED);
    }

    /** Our process is gone and the program goes on without it: the next run ends it, clears and takes back. */
    @Test
    void weAreKilled() throws SQLException, IOException, InterruptedException {
        Repack repack = repack();
        Ledger ledger = ledger("orphan");
        ledger.add(ChangeServer.planned(repack)
                .with(ChangeState.APPLYING, List.of(), "", Clock.systemUTC().instant()));
        try (WriteSession old = WriteSession.open(server.target("shop"))) {
            old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            old.execute("INSERT INTO keyless VALUES (1)");
            Process orphan = start(repack, Repack.SESSIONS);
            await("EXISTS (SELECT FROM pg_trigger WHERE tgname = 'repack_trigger')");
            try (WriteSession session = WriteSession.open(server.target("shop"))) {
                List<Change> recovered = new Executor(session, ledger, Clock.systemUTC()).recover();
                assertThat(recovered).extracting(Change::state).containsExactly(ChangeState.UNDONE);
            }
            assertThat(orphan.waitFor()).isNotZero();
            assertNothingLeft();
            old.execute("ROLLBACK");
        }
        assertThat(apply(repack, ledger).state()).isEqualTo(ChangeState.APPLIED);
    }

    private static Process start(Repack repack, String name) throws IOException {
        List<String> words =
                repack.apply().stream().map(Step::program).findFirst().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(words);
        LibpqEnvironment.set(builder.environment(), server.target("shop"));
        builder.environment().put("PGAPPNAME", name);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("orphan.txt").toFile())
                .start();
    }

    /** Somebody else's pg_repack on the same table is neither disturbed nor cleared away. */
    @Test
    void anotherOneAtWorkIsLeftAlone() throws SQLException, IOException, InterruptedException {
        Repack repack = repack();
        Process other;
        try (WriteSession old = WriteSession.open(server.target("shop"))) {
            old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            old.execute("INSERT INTO keyless VALUES (1)");
            other = start(repack, "psql");
            await("EXISTS (SELECT FROM pg_trigger WHERE tgname = 'repack_trigger')");
            Change change = apply(repack, ledger("other"));
            assertThat(change.state()).isEqualTo(ChangeState.REFUSED);
            assertThat(change.reason()).contains("another pg_repack");
            try (WriteSession session = WriteSession.open(server.target("shop"))) {
                new StepRunner(session, Patience.usual()).repair(repack);
            }
            assertThat(value("SELECT count(*) FROM pg_class WHERE relname LIKE 'log\\_%' AND relkind = 'r'"))
                    .isEqualTo("1");
            old.execute("ROLLBACK");
        }
        assertThat(other.waitFor()).isZero();
        assertNothingLeft();
    }
}
