package dev.pgwright.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.GenericPlan;
import dev.pgwright.workload.StatementWorkload;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.WorkloadStatement;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lab's past in pg_stat_statements gives the lab's workload back. */
class LabWorkloadTest {
    private static Target target(LabServer server) {
        return new TargetParser(Map.of(), Path.of("")).parse(server.uri());
    }

    private static Snapshot snapshot(Target target) {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session);
        }
    }

    private static Set<String> written(Lab lab) {
        return lab.workload().statements().stream()
                .map(statement -> SqlText.parser().fingerprint(statement.sql()))
                .collect(Collectors.toSet());
    }

    private static Set<String> counted(Workload workload) {
        return workload.statements().stream()
                .map(statement -> statement.origin().fingerprint())
                .collect(Collectors.toSet());
    }

    /** What the server does not plan, as the role that sent it. */
    private static List<String> refused(Target target, Workload workload) {
        List<String> refused = new ArrayList<>();
        try (WriteSession session = WriteSession.open(target)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            for (WorkloadStatement statement : workload.statements()) {
                try (Statement sql = connection.createStatement()) {
                    if (statement.role() != null) {
                        sql.execute("SET LOCAL ROLE " + Identifiers.quote(statement.role()));
                    }
                    GenericPlan.explain(connection, statement, "FORMAT JSON", 18);
                } catch (SQLException e) {
                    refused.add(statement.sql() + ": " + e.getMessage());
                }
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return refused;
    }

    @ParameterizedTest
    @EnumSource
    void thePastOfALabIsItsWorkload(Lab lab) {
        CacheFolder cache = CacheFolder.of(System.getenv());
        try (LabServer server = LabServer.use(cache, lab, LabServer.SMALLEST_SCALE, Progress.SILENT)) {
            Workload workload = StatementWorkload.read(snapshot(target(server)));
            List<String> refused = refused(target(server), workload);
            long generic = workload.statements().stream()
                    .filter(WorkloadStatement::isGeneric)
                    .count();
            System.out.printf(
                    "%s: %.2f %% of the time in %d statements, %d of them generic, %d not planned%n",
                    lab.id(),
                    workload.coveredShare() * 100,
                    workload.statements().size(),
                    generic,
                    refused.size());
            assertThat(workload.coveredShare()).isGreaterThanOrEqualTo(0.95);
            assertThat(counted(workload)).containsAll(written(lab));
            assertThat(refused).isEmpty();
        }
    }
}
