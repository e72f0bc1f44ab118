package dev.pgwright.proof.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.EmptyCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rewrites, right and wrong ones, over a real PostgreSQL: no wrong one passes, and no right one is called wrong. */
class EquivalenceTest {
    private static final long SEED = 7;
    private static final int ROUNDS = 3;

    private static LocalPostgres source;
    private static Snapshot snapshot;
    private static EmptyCopy copy;

    @BeforeAll
    static void start() throws SQLException, IOException {
        CacheFolder cache = CacheFolder.of(System.getenv());
        source = LocalPostgres.start(cache, LocalPostgres.Options.standard());
        execute(resource("schema.sql"));
        try (Session session = Session.open(source.target("postgres"))) {
            snapshot = SnapshotReader.read(session);
        }
        copy = EmptyCopy.start(cache, snapshot);
    }

    @AfterAll
    static void stop() {
        copy.close();
        source.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = source.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = EquivalenceTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Equivalence compare(Side before, Side after) {
        return new EquivalenceProof(snapshot, SEED, ROUNDS).onEdgeRows(copy, before, after);
    }

    @TestFactory
    List<DynamicTest> rewrites() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String block : resource("pairs.txt").split("\n\n")) {
            String[] lines = block.strip().split("\n");
            String[] title = lines[0].substring(2).split(": ", 2);
            tests.add(DynamicTest.dynamicTest(lines[0].substring(2), () -> {
                Equivalence found = compare(Side.of(lines[1]), Side.of(lines[2]));
                switch (title[0]) {
                    case "right" -> assertThat(found).as(found.words()).isInstanceOf(Equivalence.Equal.class);
                    case "wrong" -> assertThat(found).as(found.words()).isInstanceOf(Equivalence.Different.class);
                    case "untold" -> assertThat(found).as(found.words()).isInstanceOf(Equivalence.CouldNotTell.class);
                    default -> assertThat(found).as(found.words()).isNotInstanceOf(Equivalence.Equal.class);
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThan(80);
        return tests;
    }

    private static Equivalence seenBy(@Nullable String claims, String change) {
        Side before = Side.of("SELECT * FROM letters").as("app_user", claims);
        return compare(before, before.after(List.of(change)));
    }

    @Test
    void rowsThatARoleSees() {
        String user = "{\"sub\": \"42\"}";
        assertThat(seenBy(user, "ALTER POLICY own ON letters USING (owner = (SELECT own_id()))"))
                .isInstanceOf(Equivalence.Equal.class);
        assertThat(seenBy(user, "ALTER POLICY own ON letters USING (owner = own_id() OR public)"))
                .isInstanceOf(Equivalence.Different.class);
        assertThat(seenBy(user, "ALTER POLICY own ON letters USING (owner >= own_id())"))
                .isInstanceOf(Equivalence.Different.class);
        assertThat(seenBy(user, "ALTER TABLE letters DISABLE ROW LEVEL SECURITY"))
                .isInstanceOf(Equivalence.Different.class);
        assertThat(seenBy(null, "ALTER POLICY own ON letters USING (false)"))
                .as("nobody is logged in, so nobody owns a letter, before and after")
                .isInstanceOf(Equivalence.CouldNotTell.class);
    }

    private static ReplaceObject view(String query) {
        return new ReplaceObject(
                DatabaseObject.view(new TableName("public", "paid_orders")),
                List.of("CREATE OR REPLACE VIEW public.paid_orders AS SELECT id, customer_id, total FROM orders"
                        + " WHERE status = 'paid'"),
                List.of("CREATE OR REPLACE VIEW public.paid_orders AS " + query));
    }

    @Test
    void views() {
        EquivalenceProof proof = new EquivalenceProof(snapshot, SEED, ROUNDS);
        assertThat(proof.replaced(
                        copy,
                        view("SELECT o.id, o.customer_id, o.total FROM public.orders o LEFT JOIN public.customers c"
                                + " ON c.id = o.customer_id WHERE o.status = 'paid'")))
                .containsInstanceOf(Equivalence.Equal.class);
        assertThat(proof.replaced(
                        copy,
                        view("SELECT o.id, o.customer_id, o.total FROM public.orders o JOIN public.customers c"
                                + " ON c.id = o.customer_id WHERE o.status = 'paid'")))
                .containsInstanceOf(Equivalence.Different.class);
        ReplaceObject totals = new ReplaceObject(
                DatabaseObject.materializedView(new TableName("public", "totals")),
                List.of("CREATE MATERIALIZED VIEW totals AS SELECT customer_id, count(*) AS n FROM orders GROUP BY 1"),
                List.of("CREATE MATERIALIZED VIEW totals AS SELECT customer_id, count(customer_id) AS n FROM orders"
                        + " GROUP BY 1"));
        assertThat(proof.replaced(copy, totals)).containsInstanceOf(Equivalence.Different.class);
    }

    @Test
    void theSmallestRowsFoundShowTheDifferenceByThemselves() throws SQLException {
        String before = "SELECT id FROM customers WHERE id NOT IN (SELECT customer_id FROM blocked)";
        String after = "SELECT id FROM customers c WHERE NOT EXISTS (SELECT FROM blocked b WHERE b.customer_id = c.id)";
        Equivalence.Different found = (Equivalence.Different) compare(Side.of(before), Side.of(after));
        assertThat(found.data()).hasSize(2).allMatch(insert -> insert.split("\\), \\(").length == 1);
        try (Connection connection = source.connect("postgres");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String insert : found.data()) {
                statement.execute(insert);
            }
            assertThat(rows(statement, before)).isNotEqualTo(rows(statement, after));
            connection.rollback();
        }
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (java.sql.ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    @Test
    void theSameSeedFindsTheSame() {
        Side before = Side.of("SELECT count(*) AS n FROM orders");
        Side after = Side.of("SELECT count(total) AS n FROM orders");
        assertThat(compare(before, after)).isEqualTo(compare(before, after));
    }

    @Test
    void rowsOfACloneCount() throws SQLException {
        execute("CREATE DATABASE clone TEMPLATE postgres");
        try (Connection connection = source.connect("clone");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO tags SELECT i % 50, 'tag ' || i % 7 FROM generate_series(1, 1000) AS i");
        }
        EquivalenceProof proof = new EquivalenceProof(snapshot, SEED, ROUNDS);
        Side all = Side.of("SELECT tag FROM tags WHERE customer_id = 17");
        assertThat(proof.onClone(
                        source.target("clone"), all, Side.of("SELECT tag FROM tags WHERE customer_id IN (17)")))
                .isEqualTo(new Equivalence.Equal(20, 1, 0));
        assertThat(proof.onClone(
                        source.target("clone"), all, Side.of("SELECT DISTINCT tag FROM tags WHERE customer_id = 17")))
                .isInstanceOf(Equivalence.Different.class);
        assertThat(proof.onClone(
                        source.target("clone"),
                        Side.of("SELECT tag FROM tags ORDER BY customer_id LIMIT 5"),
                        Side.of("SELECT tag FROM tags ORDER BY customer_id, tag DESC LIMIT 5")))
                .as("ties")
                .isNotInstanceOf(Equivalence.Different.class);
        assertThat(proof.onClone(
                        source.target("clone"),
                        Side.of("SELECT tag FROM tags ORDER BY customer_id LIMIT 5"),
                        Side.of("SELECT tag FROM tags ORDER BY customer_id DESC LIMIT 15")))
                .isInstanceOf(Equivalence.Different.class);
    }
}
