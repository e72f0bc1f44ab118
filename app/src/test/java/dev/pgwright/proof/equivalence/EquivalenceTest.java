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
import dev.pgwright.twin.SchemaCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
    private static SchemaCopy copy;

    @BeforeAll
    static void start() throws SQLException, IOException {
        CacheFolder cache = CacheFolder.of(System.getenv());
        source = LocalPostgres.start(cache, LocalPostgres.Options.standard());
        execute(resource("schema.sql"));
        try (Session session = Session.open(source.target("postgres"))) {
            snapshot = SnapshotReader.read(session);
        }
        copy = SchemaCopy.start(cache, snapshot);
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
                    case "right" ->
                        assertThat(found).as(found.words()).isInstanceOf(Equivalence.Equal.class);
                    case "wrong" ->
                        assertThat(found).as(found.words()).isInstanceOf(Equivalence.Different.class);
                    case "untold" ->
                        assertThat(found).as(found.words()).isInstanceOf(Equivalence.CouldNotTell.class);
                    default -> assertThat(found).as(found.words()).isNotInstanceOf(Equivalence.Equal.class);
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThan(80);
        return tests;
    }
}
