package dev.pgwright.proof.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.WarmCache;
import dev.pgwright.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that the user has made: it must be one, and it is left as it was. */
@Tag("measuring")
class GivenCloneTest {
    @TempDir
    static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() throws SQLException, IOException {
        shop = Shop.open(WarmCache.at(folder.resolve("cache")), 18);
        shop.execute("postgres", "CREATE DATABASE branch TEMPLATE shop");
        shop.execute("postgres", "CREATE DATABASE other");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Target database(String name) {
        return shop.server().target(name);
    }

    private static GivenClone look(Target clone) {
        try (Session original = Session.open(shop.target());
                Session copy = Session.open(clone)) {
            return GivenClone.of(original, copy, SnapshotReader.read(original), SnapshotReader.read(copy));
        }
    }

    @Test
    void theDatabaseItselfIsNoCopyWhateverItIsCalled() {
        Target target = shop.target();
        Target otherName = new Target(
                List.of(new Target.Host("localhost", target.hosts().get(0).port())),
                target.database(),
                target.user(),
                target.password(),
                target.options());
        for (Target same : List.of(target, otherName)) {
            assertThatThrownBy(() -> look(same))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("is the database itself");
        }
    }

    @Test
    void anotherSchemaIsRefused() {
        assertThatThrownBy(() -> look(database("other")))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("another schema")
                .hasMessageContaining("public.audit.what text");
    }

    @Test
    void differencesAreSaid() throws SQLException {
        shop.execute("postgres", "CREATE DATABASE changed TEMPLATE branch");
        shop.execute("changed", "DROP INDEX sales.orders_customer; DELETE FROM visit_old WHERE day < '2025-12-20'");
        shop.execute("changed", "VACUUM ANALYZE visit_old");
        List<String> notes = look(database("changed")).notes();
        assertThat(notes).anyMatch(note -> note.startsWith("The copy lacks indexes of the database: CREATE INDEX"));
        assertThat(notes).anyMatch(note -> note.startsWith("The copy has other amounts of rows: public.visit_old"));
    }

    @Test
    void itIsLeftAsItWasAlsoAfterAKilledRun() throws SQLException {
        String schema = SchemaDump.of(database("branch"));
        shop.execute(
                "branch",
                "CREATE INDEX left_behind ON customer (name); COMMENT ON INDEX left_behind IS '" + StagedChanges.MARK
                        + "'");
        CreateIndex index = CreateIndex.btree(new TableName("public", "customer"), List.of("\"name\""), null);
        CloneProof.Options options = CloneProof.Options.USUAL.withPace(
                new Pace(3, Judgement.LEAST_RUNS, 25, Duration.ofSeconds(1), Duration.ofSeconds(20)));
        CloneProof.Result result;
        try (GivenClone clone = look(database("branch"))) {
            result = new CloneProof(
                            clone,
                            Shop.workload().stream()
                                    .filter(s -> s.name().equals("customer-by-name"))
                                    .toList(),
                            options,
                            line -> {})
                    .prove(List.of(index));
        }
        assertThat(result.kept()).as(result.toString()).containsExactly(index);
        assertThat(SchemaDump.of(database("branch"))).isEqualTo(schema);
    }
}
