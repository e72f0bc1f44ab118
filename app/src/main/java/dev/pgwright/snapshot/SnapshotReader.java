package dev.pgwright.snapshot;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.SqlStates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * Reads a snapshot from a server: one round trip for each fact, those that take no lock in one repeatable-read
 * transaction, the others each in a short one. A fact that cannot be read is reported as such and costs no other.
 */
public final class SnapshotReader {
    /** Rows that the driver holds at a time. */
    private static final int FETCH_SIZE = 10_000;
    /** Relations read in one transaction where locks last until its end: few beside the server's lock table. */
    private static final int RELATIONS_IN_PART = 200;
    /** Facts that reading the others needs. */
    private static final Set<Fact<?>> ALWAYS = Set.of(Facts.SERVER, Facts.EXTENSION, Facts.RELATION);
    /** No compilation and no extra processes for queries over catalogs, and no temporary files for their sorts. */
    private static final String MODEST =
            "SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '32MB'; ";

    private final Session session;
    private final JsonRows json;
    private final Map<Fact<?>, CompletableFuture<? extends FactState<?>>> states = new LinkedHashMap<>();

    private SnapshotReader(Session session, JsonRows json) {
        this.session = session;
        this.json = json;
    }

    /** Reads all facts. */
    public static Snapshot read(Session session) {
        return read(session, Facts.ALL);
    }

    /** Reads some facts, and server, extensions and relations in any case. */
    public static Snapshot read(Session session, Collection<Fact<?>> facts) {
        List<Fact<?>> wanted = Facts.ALL.stream()
                .filter(fact -> facts.contains(fact) || ALWAYS.contains(fact))
                .toList();
        try (JsonRows json = new JsonRows()) {
            SnapshotReader reader = new SnapshotReader(session, json);
            reader.readShared(with(wanted, Fact.Reading.SHARED));
            with(wanted, Fact.Reading.ALONE).forEach(reader::readAlone);
            Snapshot.Builder snapshot = new Snapshot.Builder();
            wanted.forEach(fact -> reader.finish(snapshot, fact));
            return snapshot.build();
        }
    }

    private static List<Fact<?>> with(List<Fact<?>> facts, Fact.Reading reading) {
        return facts.stream().filter(fact -> fact.reading() == reading).toList();
    }

    private <T extends Record> void finish(Snapshot.Builder snapshot, Fact<T> fact) {
        snapshot.put(fact, state(fact));
    }

    @SuppressWarnings("unchecked") // each fact is put with a future of its own type
    private <T extends Record> FactState<T> state(Fact<T> fact) {
        return (FactState<T>) Objects.requireNonNull(states.get(fact)).join();
    }

    private void readShared(List<Fact<?>> facts) {
        session.read(connection -> {
            PGConnection driver = connection.unwrap(PGConnection.class);
            driver.setAutosave(AutoSave.ALWAYS); // a savepoint travels with each query
            try {
                for (Fact<?> fact : facts) {
                    states.put(fact, attempt(connection, fact, 0, 1).state());
                }
                return facts.size();
            } finally {
                driver.setAutosave(AutoSave.NEVER);
            }
        });
    }

    private <T extends Record> void readAlone(Fact<T> fact) {
        long relations = state(Facts.RELATION).rows().stream()
                .filter(relation -> fact.parts().contains(relation.kind()))
                .count();
        int parts = 1 + (int) (relations / RELATIONS_IN_PART);
        CompletableFuture<FactState<T>> all = readPart(fact, 0, parts);
        for (int part = 1; part < parts; part++) {
            all = all.thenCombine(readPart(fact, part, parts), (one, two) -> one.and(two, fact.rowOrder()));
        }
        states.put(fact, all);
    }

    private <T extends Record> CompletableFuture<FactState<T>> readPart(Fact<T> fact, int part, int parts) {
        Attempt<T> first = session.read(connection -> attempt(connection, fact, part, parts));
        return first.worthAnother()
                ? session.read(connection -> attempt(connection, fact, part, parts))
                        .state()
                : first.state();
    }

    /** The outcome of one try; worth another when a lock or a concurrent DROP was in the way. */
    private record Attempt<T extends Record>(CompletableFuture<FactState<T>> state, boolean worthAnother) {
        static <T extends Record> Attempt<T> last(FactState<T> state) {
            return new Attempt<>(CompletableFuture.completedFuture(state), false);
        }
    }

    private <T extends Record> Attempt<T> attempt(Connection connection, Fact<T> fact, int part, int parts)
            throws SQLException {
        Optional<String> sql = FactSql.find(fact.id(), session.version().major());
        if (sql.isEmpty()) {
            return Attempt.last(Obstacle.olderServer(session.version()));
        }
        String text = sql.get().replace(":parts", String.valueOf(parts)).replace(":part", String.valueOf(part));
        String extension = fact.extension();
        if (extension != null) {
            Optional<String> schema = schemaOf(extension);
            if (schema.isEmpty()) {
                return Attempt.last(Obstacle.missingExtension(extension));
            }
            text = text.replace(":\"extension_schema\"", Identifiers.quote(schema.get()));
        }
        try {
            return new Attempt<>(query(connection, fact, text), false);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (SqlStates.isConnection(state)) {
                throw e;
            }
            FactState<T> unavailable = Obstacle.of(fact, state, e);
            return new Attempt<>(CompletableFuture.completedFuture(unavailable), Obstacle.isPassing(state));
        }
    }

    private Optional<String> schemaOf(String extension) {
        return state(Facts.EXTENSION).rows().stream()
                .filter(candidate -> candidate.name().equals(extension))
                .flatMap(candidate -> Optional.ofNullable(candidate.schema()).stream())
                .findFirst();
    }

    private <T extends Record> CompletableFuture<FactState<T>> query(Connection connection, Fact<T> fact, String sql)
            throws SQLException {
        JsonRows.Batch<T> rows = json.new Batch<>(fact.row());
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH_SIZE);
            boolean isResult = statement.execute(MODEST + FactSql.asJson(sql));
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(result.getBytes(1));
                }
            }
        }
        return rows.finish()
                .<FactState<T>>thenApply(FactState.Available::new)
                .exceptionally(error -> Obstacle.wrongShape(fact, error));
    }
}
