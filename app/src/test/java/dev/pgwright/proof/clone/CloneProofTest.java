package dev.pgwright.proof.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.check.SchemaDump;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.WarmCache;
import dev.pgwright.proof.clone.CloneProof.Outcome;
import dev.pgwright.proof.clone.CloneProof.Tried;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that help, harm and do nothing, measured on a copy; the target stays as it is. */
@Tag("measuring")
class CloneProofTest {
    private static final TableName EVENT = new TableName("public", "event");
    private static final TableName CUSTOMER = new TableName("public", "customer");

    private static final CreateIndex USEFUL = CreateIndex.btree(CUSTOMER, List.of("\"name\""), null);
    private static final CreateIndex UNUSED = CreateIndex.btree(CUSTOMER, List.of("\"upper_name\""), null);
    private static final CreateIndex BROKEN = CreateIndex.btree(CUSTOMER, List.of("\"nowhere\""), null);

    @TempDir
    static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() throws SQLException, IOException {
        shop = Shop.open(WarmCache.at(folder.resolve("cache")), 18);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static CloneProof.Options quick() {
        return CloneProof.Options.USUAL.withPace(
                new Pace(3, Judgement.LEAST_RUNS, 25, Duration.ofSeconds(1), Duration.ofSeconds(20)));
    }

    private static CloneProof.Result prove(List<Operation> operations, List<String> statements) {
        try (TemplateClone copy = TemplateClone.of(shop.target(), line -> {})) {
            return new CloneProof(
                            copy,
                            Shop.workload().stream()
                                    .filter(s -> statements.contains(s.name()))
                                    .toList(),
                            quick(),
                            line -> {})
                    .prove(operations);
        }
    }

    private static Outcome outcome(CloneProof.Result result, String statement) {
        return result.statements().stream()
                .filter(o -> o.statement().name().equals(statement))
                .findFirst()
                .orElseThrow();
    }

    private static Tried tried(CloneProof.Result result, Operation operation) {
        return result.changes().stream()
                .filter(t -> t.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatMakesAStatementSlowerIsFoundAndTheRestIsKept() throws SQLException {
        CreateIndex byTime = CreateIndex.btree(EVENT, List.of("\"at\""), null);
        List<String> before = shop.writes();
        String schema = SchemaDump.of(shop.target());

        CloneProof.Result result = prove(
                List.of(byTime, USEFUL, UNUSED, BROKEN), List.of("latest-refunds", "customer-by-name", "own-orders"));

        assertThat(outcome(result, "latest-refunds").given().judgement().verdict())
                .isEqualTo(Verdict.SLOWER);
        assertThat(tried(result, byTime).kept()).isFalse();
        assertThat(tried(result, byTime).reason()).isEqualTo("it makes latest-refunds slower");
        Comparison shown = tried(result, byTime).shown();
        assertThat(shown).isNotNull();
        assertThat(shown.after().median()).isGreaterThan(1.1 * shown.before().median());

        assertThat(result.kept()).containsExactly(USEFUL);
        assertThat(tried(result, USEFUL).serves()).containsExactly("customer-by-name");
        assertThat(tried(result, USEFUL).bytes()).isPositive();
        Outcome byName = outcome(result, "customer-by-name");
        assertThat(byName.kept().judgement().verdict()).as(byName.toString()).isEqualTo(Verdict.FASTER);
        assertThat(byName.kept().after().counters().blocks())
                .isLessThan(byName.kept().before().counters().blocks());
        assertThat(byName.keptIndexes()).containsExactly(USEFUL.name());

        assertThat(tried(result, UNUSED).reason()).isEqualTo("no plan uses it");
        assertThat(tried(result, BROKEN).kept()).isFalse();
        assertThat(tried(result, BROKEN).reason()).startsWith("it cannot be built: ");
        assertThat(result.statements()).noneMatch(o -> o.kept().isSlower());
        assertThat(outcome(result, "own-orders").kept().before().problem()).isNull();

        assertThat(shop.writes()).isEqualTo(before);
        assertThat(SchemaDump.of(shop.target())).isEqualTo(schema);
        assertThat(shop.values("postgres", "SELECT datname FROM pg_database WHERE datname ~ '^pgwright_proof'"))
                .isEmpty();
    }

    @Test
    void upkeepIsMeasuredOnWrites() {
        List<Operation> many = new ArrayList<>();
        for (String keys : List.of("(md5(name))", "(md5(name || 'a'))", "(md5(name || 'b'))", "(md5(name || 'c'))")) {
            many.add(CreateIndex.named(CUSTOMER, "btree", List.of(keys), List.of(), null));
        }
        CloneProof.Result result = prove(many, List.of("new-customer"));

        Outcome insert = outcome(result, "new-customer");
        assertThat(insert.given().judgement().verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(insert.given().after().counters().walBytes())
                .isGreaterThan(insert.given().before().counters().walBytes());
        assertThat(result.kept()).isEmpty();
    }

    @Test
    void anIndexThatAStatementNeedsIsNotDropped() {
        Index needed = shop.snapshot().rows(Facts.INDEX).stream()
                .filter(index -> index.name().equals("orders_customer"))
                .findFirst()
                .orElseThrow();
        DropIndex drop = DropIndex.of(needed).orElseThrow();

        CloneProof.Result result = prove(List.of(drop, USEFUL), List.of("own-orders", "customer-by-name"));

        assertThat(outcome(result, "own-orders").given().isSlower()).isTrue();
        assertThat(result.kept()).containsExactly(USEFUL);
        assertThat(tried(result, drop).reason()).isEqualTo("it makes own-orders slower");
    }

    @Test
    void whatCannotBeThereAndNotThereIsRefused() {
        Vacuum vacuum = new Vacuum(CUSTOMER);
        assertThat(CloneProof.isProvable(vacuum)).isFalse();
        assertThatThrownBy(() -> prove(List.of(vacuum), List.of("own-orders")))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("cannot be measured with and without");
    }

    @Test
    void copiesOfKilledRunsAreRemovedAndNobodyElses() throws SQLException {
        for (String name :
                List.of("pgwright_proof_17", "pgwright_proof_18", "pgwright_proof_mine", "pgwright_proof_19")) {
            shop.execute("postgres", "CREATE DATABASE " + name);
        }
        String left = "SELECT datname FROM pg_database WHERE datname ~ '^pgwright_proof' ORDER BY 1";
        try (Connection user = shop.server().connect("pgwright_proof_18");
                Connection maker = shop.server().connect("postgres")) {
            Shop.values(maker, "SELECT pg_advisory_lock(" + 0x70677772 + ", 19)");
            TemplateClone.of(shop.target(), line -> {}).close();
            assertThat(Shop.values(user, left))
                    .containsExactly("pgwright_proof_18", "pgwright_proof_19", "pgwright_proof_mine");
        }
        shop.execute("postgres", "DROP DATABASE pgwright_proof_mine");
        TemplateClone.of(shop.target(), line -> {}).close();
        assertThat(shop.values("postgres", left)).isEmpty();
    }

    @Test
    void aDatabaseInUseIsNotCopiedOnItsServer() throws SQLException {
        try (Session other = Session.open(shop.target())) {
            assertThat(other.isStandby()).isFalse();
            assertThatThrownBy(() -> TemplateClone.of(shop.target(), line -> {}))
                    .isInstanceOf(PgwrightException.class)
                    .hasMessageContaining("others are connected to it");
        }
    }

    @Test
    void settingsOfTheDatabaseComeAlong() throws SQLException {
        shop.execute("postgres", "ALTER DATABASE shop SET work_mem = '7MB'");
        shop.execute("postgres", "ALTER ROLE shop_reader IN DATABASE shop SET search_path = sales, \"$user\"");
        try (TemplateClone copy = TemplateClone.of(shop.target(), line -> {})) {
            assertThat(shop.values(copy.target().database(), "SHOW work_mem")).containsExactly("7MB");
            assertThat(shop.values(
                            copy.target().database(),
                            "SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = 'shop_reader'::regrole"
                                    + " AND setdatabase = (SELECT oid FROM pg_database"
                                    + " WHERE datname = current_database())"))
                    .containsExactly("search_path=sales, \"$user\"");
        } finally {
            shop.execute("postgres", "ALTER DATABASE shop RESET ALL");
            shop.execute("postgres", "ALTER ROLE shop_reader IN DATABASE shop RESET ALL");
        }
    }
}
