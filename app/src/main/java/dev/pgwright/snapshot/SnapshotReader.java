package dev.pgwright.snapshot;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.SqlStates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * Reads a snapshot from a server: one round trip for each fact, those that take no lock in one repeatable-read
 * transaction, the others each in a short one. A fact that cannot be read is reported as such and costs no other.
 */
public final class SnapshotReader {
    /** Rows that the driver holds at a time. */
    private static final int FETCH_SIZE = 2000;
    /** Relations read in one transaction where locks last until its end: few beside the server's lock table. */
    private static final int RELATIONS_IN_PART = 200;
    /** Facts that reading the others needs. */
    private static final Set<Fact<?>> ALWAYS = Set.of(Facts.SERVER, Facts.EXTENSION, Facts.RELATION);

    private final Session session;
    private final Snapshot.Builder snapshot = new Snapshot.Builder();

    private SnapshotReader(Session session) {
        this.session = session;
    }

    /** Reads all facts. */
    public static Snapshot read(Session session) {
        return read(session, Facts.ALL);
    }

    /** Reads some facts, and server, extensions and relations in any case. */
    public static Snapshot read(Session session, Collection<Fact<?>> facts) {
        SnapshotReader reader = new SnapshotReader(session);
        List<Fact<?>> wanted = Facts.ALL.stream()
                .filter(fact -> facts.contains(fact) || ALWAYS.contains(fact))
                .toList();
        reader.readShared(wanted.stream()
                .filter(fact -> fact.reading() == Fact.Reading.SHARED)
                .toList());
        wanted.stream().filter(fact -> fact.reading() == Fact.Reading.ALONE).forEach(reader::readAlone);
        return reader.snapshot.build();
    }

    private void readShared(List<Fact<?>> facts) {
        session.read(connection -> {
            PGConnection driver = connection.unwrap(PGConnection.class);
            driver.setAutosave(AutoSave.ALWAYS); // a savepoint travels with each query
            try {
                for (Fact<?> fact : facts) {
                    readShared(connection, fact);
                }
                return facts.size();
            } finally {
                driver.setAutosave(AutoSave.NEVER);
            }
        });
    }

    private <T extends Record> void readShared(Connection connection, Fact<T> fact) throws SQLException {
        snapshot.put(fact, attempt(connection, fact, 0, 1).state());
    }

    private <T extends Record> void readAlone(Fact<T> fact) {
        long relations = snapshot.rows(Facts.RELATION).stream()
                .filter(relation -> fact.parts().contains(relation.kind()))
                .count();
        int parts = 1 + (int) (relations / RELATIONS_IN_PART);
        List<T> rows = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            FactState<T> state = readPart(fact, part, parts);
            if (state instanceof FactState.Unavailable<T>) {
                snapshot.put(fact, state);
                return;
            }
            rows.addAll(state.rows());
        }
        fact.rowOrder().ifPresent(rows::sort);
        snapshot.put(fact, rows);
    }

    private <T extends Record> FactState<T> readPart(Fact<T> fact, int part, int parts) {
        Attempt<T> first = session.read(connection -> attempt(connection, fact, part, parts));
        return first.worthAnother()
                ? session.read(connection -> attempt(connection, fact, part, parts))
                        .state()
                : first.state();
    }

    /** The outcome of one try; worth another when a lock or a concurrent DROP was in the way. */
    private record Attempt<T extends Record>(FactState<T> state, boolean worthAnother) {}

    private <T extends Record> Attempt<T> attempt(Connection connection, Fact<T> fact, int part, int parts)
            throws SQLException {
        Optional<String> sql = FactSql.find(fact.id(), session.version().major());
        if (sql.isEmpty()) {
            return new Attempt<>(Obstacle.olderServer(session.version()), false);
        }
        String text = sql.get().replace(":parts", String.valueOf(parts)).replace(":part", String.valueOf(part));
        String extension = fact.extension();
        if (extension != null) {
            Optional<String> schema = schemaOf(extension);
            if (schema.isEmpty()) {
                return new Attempt<>(Obstacle.missingExtension(extension), false);
            }
            text = text.replace(":\"extension_schema\"", Identifiers.quote(schema.get()));
        }
        try {
            return new Attempt<>(new FactState.Available<>(query(connection, fact, text)), false);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (SqlStates.isConnection(state)) {
                throw e;
            }
            return new Attempt<>(Obstacle.of(fact, state, e), Obstacle.isPassing(state));
        }
    }

    private Optional<String> schemaOf(String extension) {
        return snapshot.rows(Facts.EXTENSION).stream()
                .filter(candidate -> candidate.name().equals(extension))
                .flatMap(candidate -> Optional.ofNullable(candidate.schema()).stream())
                .findFirst();
    }

    private static <T extends Record> List<T> query(Connection connection, Fact<T> fact, String sql)
            throws SQLException {
        ObjectReader mapper = SnapshotJson.MAPPER.readerFor(fact.row());
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet result = statement.executeQuery(FactSql.asJson(sql))) {
                while (result.next()) {
                    rows.add(mapper.readValue(result.getString(1)));
                }
            }
        } catch (JacksonException e) {
            throw new SQLException("a row of " + fact + " has another shape than expected", "HV000", e);
        }
        return rows;
    }
}
