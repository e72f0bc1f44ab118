package dev.pgwright.advice.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.index.candidate.CandidateIndexes;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What row-level policies add to a statement is what they add for the role that sends it. */
class PolicyConditionsTest {
    private static final String SCHEMA = """
            CREATE ROLE boss BYPASSRLS;
            CREATE ROLE staff;
            CREATE ROLE clerk IN ROLE staff;
            CREATE ROLE guest;
            CREATE TABLE public.orders AS SELECT g AS id, g % 500 AS tenant, g % 400 AS keeper, g % 300 AS writer,
              g % 200 AS remover, g % 100 AS anybody FROM generate_series(1, 20000) AS g;
            ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY of_staff ON public.orders FOR SELECT TO staff
              USING (tenant = current_setting('app.tenant')::int);
            CREATE POLICY of_guest ON public.orders FOR SELECT TO guest
              USING (keeper = current_setting('app.keeper')::int);
            CREATE POLICY writing ON public.orders FOR UPDATE TO staff
              USING (writer = current_setting('app.writer')::int);
            CREATE POLICY removing ON public.orders FOR DELETE TO staff
              USING (remover = current_setting('app.remover')::int);
            CREATE POLICY for_all ON public.orders AS RESTRICTIVE
              USING (anybody = current_setting('app.anybody')::int);
            """;

    private static Snapshot snapshot;

    @BeforeAll
    static void read() throws SQLException {
        try (LocalPostgres server =
                LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard())) {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute(SCHEMA);
                statement.execute("VACUUM ANALYZE public.orders");
            }
            try (Session session = Session.open(server.target("postgres"))) {
                snapshot = SnapshotReader.read(session);
            }
        }
    }

    /** First keys of the candidates that come from policies. */
    private static Set<String> keys(String role, String sql) {
        SnapshotCatalog catalog = SnapshotCatalog.of(snapshot, role);
        List<StatementAnalysis> statements = SqlText.parser().analyze(sql, catalog);
        CandidateIndexes candidates = new CandidateIndexes(snapshot);
        return new PolicyConditions(snapshot)
                .of(role, catalog, statements.get(0)).stream()
                        .flatMap(condition -> candidates.of(condition).stream())
                        .map(index -> index.keys().get(0))
                        .collect(Collectors.toSet());
    }

    @Test
    void aPolicyGivesCandidatesToThoseItBinds() {
        String read = "SELECT * FROM public.orders";
        assertThat(keys("staff", read)).containsExactlyInAnyOrder("\"tenant\"", "\"anybody\"");
        assertThat(keys("clerk", read)).as("a member of staff").isEqualTo(keys("staff", read));
        assertThat(keys("guest", read)).containsExactlyInAnyOrder("\"keeper\"", "\"anybody\"");
        assertThat(keys("boss", read)).as("bypasses them").isEmpty();
        assertThat(keys("postgres", read)).as("superuser").isEmpty();
    }

    @Test
    void aPolicyIsForItsCommands() {
        assertThat(keys("staff", "UPDATE public.orders SET id = 1"))
                .containsExactlyInAnyOrder("\"tenant\"", "\"writer\"", "\"anybody\"");
        assertThat(keys("staff", "DELETE FROM public.orders"))
                .containsExactlyInAnyOrder("\"tenant\"", "\"remover\"", "\"anybody\"");
        assertThat(keys("staff", "INSERT INTO public.orders VALUES (1)")).containsExactly("\"anybody\"");
    }
}
