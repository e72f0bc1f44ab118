package dev.pgwright.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are looked at where statistics of single columns cannot tell, and nowhere else. */
class SampledSharesTest {
    private static final TableName JOBS = new TableName("public", "jobs");

    @Test
    void onlyWhatStatisticsDoNotSay() throws SQLException {
        try (LocalPostgres server =
                LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard())) {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                // half of the jobs are late, and these are all red
                statement.execute("CREATE TABLE jobs AS SELECT g AS id, g % 2 AS due, 1 AS done,"
                        + " CASE g % 2 WHEN 0 THEN 'green' ELSE 'red' END AS colour, now() AS at"
                        + " FROM generate_series(1, 20000) AS g");
                statement.execute("CREATE FUNCTION late(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 > 0'");
                statement.execute("VACUUM ANALYZE jobs");
            }
            try (Session session = Session.open(server.target("postgres"))) {
                Snapshot snapshot = SnapshotReader.read(session);
                SampledShares shares = new SampledShares(session, snapshot);
                List.of("due = 1 AND colour = 'red'", "due >= done", "(colour || 'x') = 'redx'")
                        .forEach(condition -> assertThat(
                                        shares.of(JOBS, condition).orElseThrow())
                                .as(condition)
                                .isBetween(0.45, 0.55));
                List.of(
                                "id < 300",
                                "colour = 'red'",
                                "NOT (id IN (1, 2))",
                                "due IS NOT NULL AND due = 1",
                                "late(due)",
                                "no such thing")
                        .forEach(condition -> assertThat(shares.of(JOBS, condition))
                                .as(condition)
                                .isEmpty());
            }
        }
    }
}
