package dev.pgwright.snapshot;

import dev.pgwright.postgres.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fact on every major, as superuser and as a role that may nothing. */
class FactTest {
    @ParameterizedTest
    @ValueSource(ints = {18})
    void everyFactIsReadBySuperuser(int major) {
        TestServers.create(major, "facts", "shapes.sql");
        try (Session session = TestServers.superuser(major, "facts")) {
            Snapshot snapshot = SnapshotReader.read(session);
            for (Fact<?> fact : Facts.ALL) {
                System.out.println(fact + " " + snapshot.state(fact).rows().size() + " "
                        + (snapshot.state(fact) instanceof FactState.Unavailable<?> u ? u.toString() : ""));
            }
        }
    }
}
