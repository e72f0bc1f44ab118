package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Checks;
import dev.pgwright.check.Examination;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Thresholds;
import dev.pgwright.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On every major and every rung of the ladder of privileges each check looks, or says why it cannot and what would
 * help; and those that look at sessions do not take what they may not see for all there is.
 */
class PrivilegeLadderTest {
    /** A role that may log in and nothing else, one that monitors, and one like Supabase's postgres. */
    private static final Map<String, String> RUNGS = Map.of(
            "ladder_nothing", "LOGIN",
            "ladder_monitor", "LOGIN IN ROLE pg_monitor",
            "ladder_platform", "LOGIN CREATEROLE CREATEDB BYPASSRLS IN ROLE pg_monitor, pg_read_all_data");

    private static final Set<String> OF_SESSIONS = Set.of(
            "long-running-statement",
            "long-transaction",
            "blocking-session",
            "lock-queue",
            "advisory-lock-kept",
            "idle-in-transaction",
            "vacuum-held-back",
            "standby-lag",
            "synchronous-standby-missing");

    private static Examination examine(Session session) {
        return CheckRunner.run(SnapshotReader.read(session), Thresholds.general());
    }

    private static void everyCheckAnswers(Examination examination, String as) {
        Set<String> answered = new TreeSet<>(examination.passed());
        examination.findings().forEach(finding -> answered.add(finding.check()));
        examination.skipped().forEach(skip -> answered.add(skip.check()));
        assertThat(answered).as(as).containsExactlyElementsOf(Checks.ids());
        assertThat(examination.skipped()).as(as).allSatisfy(skip -> {
            assertThat(skip.why()).isNotBlank().doesNotContain("defect of pgwright");
            assertThat(skip.howToEnable()).isNotBlank();
        });
    }

    private static List<String> skipped(Examination examination) {
        return examination.skipped().stream().map(Skipped::check).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void everyCheckAnswersOnEveryRung(int major) throws SQLException {
        TestServers.createShapes(major);
        RUNGS.forEach((role, rights) -> TestServers.execute(
                major, "postgres", "CREATE ROLE " + role + " " + rights + " PASSWORD '" + role + "'"));
        for (String role : RUNGS.keySet()) {
            try (Session session = TestServers.as(major, TestServers.SHAPES, role)) {
                Examination examination = examine(session);
                everyCheckAnswers(examination, role + " on " + major);
                if (role.equals("ladder_nothing")) {
                    assertThat(skipped(examination)).containsAll(OF_SESSIONS);
                } else {
                    assertThat(skipped(examination)).doesNotContainAnyElementsOf(OF_SESSIONS);
                }
            }
        }
        try (Session session = TestServers.superuser(major, TestServers.SHAPES)) {
            Examination examination = examine(session);
            everyCheckAnswers(examination, "superuser on " + major);
            assertThat(examination.skipped())
                    .as("what a superuser may not see on " + major)
                    .allSatisfy(skip -> assertThat(Stream.of(
                                    "has counted",
                                    "does not have it",
                                    "does not count",
                                    "Fewer than",
                                    "days",
                                    "without checksums",
                                    "hours"))
                            .anyMatch(reason -> skip.why().contains(reason)));
        } finally {
            RUNGS.keySet().forEach(role -> TestServers.execute(major, "postgres", "DROP ROLE " + role));
        }
    }
}
