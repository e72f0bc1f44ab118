package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fact that cannot be read says why and what would help, and the others are there. */
class UnavailableTest {
    private static final String DATABASE = "unavailable";

    private static FactState.Unavailable<?> unavailable(Snapshot snapshot, Fact<?> fact) {
        assertThat(snapshot.state(fact)).isInstanceOf(FactState.Unavailable.class);
        assertThat(snapshot.rows(fact)).isEmpty();
        return (FactState.Unavailable<?>) snapshot.state(fact);
    }

    @Test
    void extensionThatIsNotInstalled() {
        TestServers.create(18, DATABASE);
        try (Session session = TestServers.superuser(18, DATABASE)) {
            FactState.Unavailable<?> state = unavailable(SnapshotReader.read(session), Facts.STATEMENT);
            assertThat(state.why()).isEqualTo("The extension pg_stat_statements is not installed in this database");
            assertThat(state.howToEnable()).contains("CREATE EXTENSION pg_stat_statements");
        }
    }

    @Test
    void extensionInASchemaThatTheRoleMayNotUse() {
        TestServers.create(18, DATABASE);
        TestServers.execute(
                18,
                DATABASE,
                "CREATE SCHEMA \"Hid\"\"den\"; CREATE EXTENSION pg_stat_statements SCHEMA \"Hid\"\"den\"");
        try (Session session = TestServers.plain(18, DATABASE)) {
            Snapshot snapshot = SnapshotReader.read(session);
            FactState.Unavailable<?> state = unavailable(snapshot, Facts.STATEMENT);
            assertThat(state.why()).contains("permission denied for schema Hid\"den");
            assertThat(state.howToEnable()).contains("GRANT USAGE on the schema of pg_stat_statements");
            assertThat(snapshot.rows(Facts.SETTING)).isNotEmpty();
        }
        try (Session session = TestServers.superuser(18, DATABASE)) {
            assertThat(SnapshotReader.read(session).rows(Facts.STATEMENT)).isNotEmpty();
        }
    }

    @Test
    void extensionOlderThanTheServer() {
        TestServers.create(18, DATABASE);
        TestServers.execute(18, DATABASE, "CREATE EXTENSION pg_stat_statements VERSION '1.8'");
        try (Session session = TestServers.superuser(18, DATABASE)) {
            Snapshot snapshot = SnapshotReader.read(session);
            assertThat(unavailable(snapshot, Facts.STATEMENT).howToEnable())
                    .isEqualTo("Run ALTER EXTENSION pg_stat_statements UPDATE.");
            assertThat(snapshot.rows(Facts.RELATION)).isNotEmpty();
        }
    }

    /** A catalog lock that no list of locks can be read around: the fact is given up after two short waits. */
    @Test
    void lockThatCannotBeAvoided() throws SQLException {
        TestServers.create(18, DATABASE);
        try (Connection owner = TestServers.connect(18, DATABASE);
                java.sql.Statement statement = owner.createStatement();
                Session session = TestServers.superuser(18, DATABASE)) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_trigger, pg_catalog.pg_sequence IN ACCESS EXCLUSIVE MODE");
            Snapshot snapshot = SnapshotReader.read(session);
            for (Fact<?> fact : List.of(Facts.TRIGGER, Facts.SEQUENCE)) {
                assertThat(unavailable(snapshot, fact).why())
                        .isEqualTo("Another session locks a relation that it is about");
            }
            assertThat(snapshot.state(Facts.INDEX)).isInstanceOf(FactState.Available.class);
            assertThat(snapshot.state(Facts.COLUMN)).isInstanceOf(FactState.Available.class);
        }
    }

    @Test
    void someFactsOnly() {
        TestServers.create(18, DATABASE);
        try (Session session = TestServers.superuser(18, DATABASE)) {
            Snapshot snapshot = SnapshotReader.read(session, List.of(Facts.ROLE));
            assertThat(snapshot.rows(Facts.ROLE)).isNotEmpty();
            assertThat(snapshot.server().database()).isEqualTo(DATABASE);
            assertThat(unavailable(snapshot, Facts.SETTING).why()).isEqualTo("This snapshot was taken without it");
        }
    }
}
