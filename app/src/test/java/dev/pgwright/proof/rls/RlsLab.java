package dev.pgwright.proof.rls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.rls.Audience;
import dev.pgwright.advice.rls.PolicyAdvice;
import dev.pgwright.advice.rls.PolicyReader;
import dev.pgwright.advice.rls.RlsAdvice;
import dev.pgwright.advice.rls.RlsAdvisor;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.proof.clone.CloneDatabase;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.EmptyCopy;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.WhatIfIndexes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database of policies, with all that is asked of it: snapshot, twin, empty copy, and itself as the clone. */
final class RlsLab implements AutoCloseable {
    private final LocalPostgres server;
    private final CacheFolder cache = CacheFolder.of(System.getenv());

    RlsLab() {
        this.server =
                LocalPostgres.start(cache, LocalPostgres.Options.standard().with("autovacuum", "off"));
        run(resource("base.sql"));
    }

    static String resource(String name) {
        try (InputStream file = RlsLab.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(String sql) {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A table of documents with one policy. */
    void docs(String table, int rows, String policy) {
        run("SELECT make_docs('" + table + "', " + rows + "); CREATE POLICY p ON public." + table + " " + policy);
        run("VACUUM ANALYZE public." + table);
    }

    Snapshot snapshot() {
        try (Session session = Session.open(server.target("postgres"))) {
            return SnapshotReader.read(session);
        }
    }

    RlsAdvice advise(PolicyReader reader) {
        try (Twin twin = Twin.start(cache, reader.snapshot(), message -> {});
                WhatIfIndexes whatIf = twin.whatIf(1)) {
            return new RlsAdvisor(reader, whatIf).advise();
        }
    }

    EmptyCopy empty(Snapshot snapshot) {
        return EmptyCopy.start(cache, snapshot);
    }

    PolicyProof proof(PolicyReader reader, EmptyCopy empty) {
        return new PolicyProof(reader, new Audience(reader.snapshot()), empty, itself());
    }

    /** The database as a clone of itself: nobody else uses it, and a proof leaves nothing. */
    CloneDatabase itself() {
        return new CloneDatabase() {
            @Override
            public Target target() {
                return server.target("postgres");
            }

            @Override
            public String words() {
                return "itself";
            }

            @Override
            public List<String> notes() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }

    static PolicyAdvice of(RlsAdvice advice, String table) {
        return advice.policies().stream()
                .filter(each -> each.reading().table().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
