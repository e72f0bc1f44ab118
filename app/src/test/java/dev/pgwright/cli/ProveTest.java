package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.error.ExitStatus;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code prove} as a user runs it. */
@Tag("measuring")
class ProveTest {
    private static final String COPIES = "SELECT count(*) FROM pg_database WHERE datname ~ '^pgwright_proof'";

    @TempDir
    static Path folder;

    private static LocalPostgres server;
    private static Program program = Program.in(Path.of(""), Path.of(""));
    private static Path workload = Path.of("");
    private static Path indexes = Path.of("");

    @BeforeAll
    static void start() throws IOException, SQLException {
        Path cache = WarmCache.at(folder.resolve("cache"));
        program = Program.in(cache, folder.resolve("state"));
        server = LocalPostgres.start(
                CacheFolder.at(cache), LocalPostgres.Options.standard().with("autovacuum", "off"));
        execute("postgres", "CREATE DATABASE app");
        execute("app", """
                CREATE TABLE person (id integer PRIMARY KEY, mail text NOT NULL, born date NOT NULL);
                INSERT INTO person
                    SELECT i, 'p' || i || '@example', '1950-01-01'::date + i % 20000
                    FROM generate_series(1, 150000) AS i
                """);
        execute("app", "VACUUM ANALYZE");
        workload = write("workload.sql", """
                -- statement: by-mail
                -- calls: 50
                SELECT id FROM person WHERE mail = 'p777@example';
                -- statement: by-id
                SELECT mail FROM person WHERE id = 5;
                """);
        indexes = write("indexes.sql", """
                CREATE INDEX CONCURRENTLY person_mail ON person (mail);
                CREATE INDEX ON public.person USING btree (born DESC, (lower(mail)) text_pattern_ops)
                    INCLUDE (id) WHERE born > '2000-01-01'::date;
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Program.Run prove(Path plan, String... more) {
        String[] words = new String[more.length + 5];
        words[0] = "prove";
        words[1] = plan.toString();
        words[2] = server.uri("app");
        words[3] = "--workload";
        words[4] = workload.toString();
        System.arraycopy(more, 0, words, 5, more.length);
        return program.run(words);
    }

    @Test
    void whatIsProvenIsAPlanThatIsProvenAgain() throws IOException, SQLException {
        Path proven = folder.resolve("proven.json");
        Program.Run first = prove(indexes, "--format", "json", "--out", proven.toString());

        assertThat(first.status()).as(first.text()).isEqualTo(ExitStatus.FINDINGS);
        assertThat(first.err()).contains("copying rows, table 1 of 1: public.person");
        String text = Files.readString(proven);
        assertThat(text).contains("\"name\" : \"person_mail\"").contains("no plan uses it");

        Program.Run second = prove(proven, "--on", "template", "--format", "json");
        assertThat(second.status()).as(second.text()).isZero();
        JsonNode report = second.json();
        assertThat(report.at("/operations/0/object").asString()).contains("person");
        assertThat(report.at("/workload/0/keptVerdict/verdict").asString()).isEqualTo("faster");
        assertThat(report.at("/totals/keptMs").asDouble())
                .isLessThan(report.at("/totals/beforeMs").asDouble());
        assertThat(number(COPIES)).isZero();
    }

    @Test
    void theReportForAPersonSaysWhatItWasMeasuredOn() {
        Program.Run run = prove(indexes, "--on", "sample", "--size", "3MB");
        assertThat(run.status()).as(run.text()).isEqualTo(ExitStatus.FINDINGS);
        assertThat(run.out())
                .contains("Measured on a sample (")
                .contains("A sample is weaker evidence than a whole copy")
                .contains("The database itself was not changed.");
    }

    @Test
    void theDatabaseItselfIsNoCopy() {
        Program.Run run = prove(indexes, "--on", server.uri("app"));
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().replaceAll("\\s+", " ")).contains("is the database itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | holds something else than CREATE INDEX and DROP INDEX",
                "CREATE INDEX ON nowhere (x) | names table nowhere, which the database does not have",
                "DROP INDEX person_pkey | drops index person_pkey, which a constraint needs",
                "CREATE INDEX ON person (mail) WITH (fillfactor = 70) | storage parameters",
                "CREATE INDEX ON ( | cannot be read as SQL",
            })
    void badPlansAreNamed(String plan, String words) throws IOException {
        Program.Run run = prove(write("bad.sql", plan));
        assertThat(run.status()).as(run.text()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().replaceAll("\\s+", " ")).contains(words);
    }

    @Test
    void aCopyThatAKilledRunLeftIsRemovedByTheNext() throws IOException, SQLException, InterruptedException {
        Path slow =
                write("slow.sql", "-- statement: slow\nSELECT count(*), pg_sleep(2) FROM person WHERE mail > 'a';\n");
        Process killed = program.start(
                folder.resolve("out"),
                folder.resolve("err"),
                "prove",
                indexes.toString(),
                server.uri("app"),
                "--workload",
                slow.toString(),
                "--on",
                "template");
        for (int i = 0; i < 600 && !Files.readString(folder.resolve("err")).contains("building 2 of 2"); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        killed.destroyForcibly().waitFor();
        assertThat(number(COPIES)).isEqualTo(1);
        String busy = "SELECT count(*) FROM pg_stat_activity WHERE datname ~ '^pgwright_proof'";
        for (int i = 0; i < 100 && number(busy) > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }

        Program.Run next = prove(indexes, "--on", "template");
        assertThat(next.status()).as(next.text()).isEqualTo(ExitStatus.FINDINGS);
        assertThat(number(COPIES)).isZero();
    }
}
