package dev.pgwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan may replace a view by one that answers the same, and by no other. */
class ViewGuardTest {
    private static final String OLD = "SELECT id FROM public.people WHERE NOT active";

    private static Operation replacement(String query) {
        String create = "CREATE OR REPLACE VIEW public.away AS ";
        return new ReplaceObject(
                DatabaseObject.view(new TableName("public", "away")), List.of(create + OLD), List.of(create + query));
    }

    @Test
    void viewsKeepTheirAnswers() throws SQLException {
        CacheFolder cache = CacheFolder.of(System.getenv());
        List<String> said = new ArrayList<>();
        try (LocalPostgres server = LocalPostgres.start(cache, LocalPostgres.Options.standard())) {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE people (id int PRIMARY KEY, active boolean)");
                statement.execute("CREATE VIEW away AS " + OLD);
            }
            ViewGuard guard = new ViewGuard(cache, said::add);
            guard.check(server.target("postgres"), List.of(new Analyze(new TableName("public", "people"))));
            assertThat(said).as("a plan without views needs no comparison").isEmpty();

            guard.check(
                    server.target("postgres"),
                    List.of(replacement("SELECT id FROM public.people WHERE active = false")));
            assertThat(said).anyMatch(line -> line.contains("The same answers"));

            Operation wrong = replacement("SELECT id FROM public.people WHERE active IS NOT TRUE");
            assertThatThrownBy(() -> guard.check(server.target("postgres"), List.of(wrong)))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("Replace view public.away would change what it answers")
                    .hasMessageContaining("NULL");
        }
    }
}
