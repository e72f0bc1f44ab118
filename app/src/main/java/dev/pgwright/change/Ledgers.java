package dev.pgwright.change;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Chooses where a target's ledger is: in the database when that is allowed, else in a file of the user's. */
public final class Ledgers {
    private final Path stateFolder;

    /**
     * Ledgers of one user.
     *
     * @param stateFolder folder for ledger files, created when needed
     */
    public Ledgers(Path stateFolder) {
        this.stateFolder = stateFolder;
    }

    /** The ledger to write to. */
    public Ledger open(WriteSession session) {
        FileLedger file = file(session.target());
        try {
            if (!DatabaseLedger.exists(session.connection())
                    && file.all().stream().anyMatch(c -> c.state().isInForce())) {
                return file; // changes in force are recorded there: one ledger, not two
            }
            Optional<DatabaseLedger> database = DatabaseLedger.open(session);
            return database.isPresent() ? database.get() : file;
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** What the ledger keeps beside its changes. */
    public Notes notes(WriteSession session, Ledger ledger) {
        return ledger instanceof DatabaseLedger database
                ? new DatabaseNotes(session, database)
                : fileNotes(session.target());
    }

    /** Notes of a kind by their key; reads only. */
    public Map<String, String> notes(Target target, String kind) {
        Map<String, String> notes = new HashMap<>(fileNotes(target).all(kind));
        try (Session session = Session.open(target)) {
            notes.putAll(session.read(connection -> DatabaseNotes.all(connection, kind)));
        }
        return notes;
    }

    /** Writes notes of a kind by their key. */
    public void write(Target target, String kind, Map<String, String> documents) {
        if (documents.isEmpty()) {
            return;
        }
        try (WriteSession session = WriteSession.open(target)) {
            Notes notes = notes(session, open(session));
            documents.forEach((key, json) -> notes.put(kind, key, json));
        }
    }

    private FileNotes fileNotes(Target target) {
        return new FileNotes(stateFolder.resolve("notes-" + name(target) + ".json"));
    }

    /** Every change known of this target, oldest first; reads only. */
    public List<Change> read(Target target) {
        List<Change> inDatabase;
        try (Session session = Session.open(target)) {
            inDatabase = session.read(
                    connection -> DatabaseLedger.exists(connection) ? DatabaseLedger.all(connection) : List.of());
        }
        return Stream.concat(file(target).all().stream(), inDatabase.stream())
                .sorted(Comparator.comparing(Change::changedAt))
                .toList();
    }

    /** Moves the history of a database ledger with nothing in force into the user's file, and removes its schema. */
    public void archive(WriteSession session, Ledger ledger) {
        if (ledger instanceof DatabaseLedger database
                && ledger.all().stream().noneMatch(c -> c.state().isInForce())) {
            FileLedger file = file(session.target());
            List<Change> there = file.all();
            database.all().stream()
                    .filter(change -> there.stream().noneMatch(change::isSameAs)) // a run was cut off right here
                    .forEach(file::add);
            database.drop();
        }
    }

    private FileLedger file(Target target) {
        return new FileLedger(stateFolder.resolve("ledger-" + name(target) + ".jsonl"));
    }

    private static UUID name(Target target) {
        return UUID.nameUUIDFromBytes(target.describe().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code XDG_STATE_HOME/pgwright}, else {@code ~/.local/state/pgwright}. */
    public static Path stateFolder(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(xdg);
        return base.resolve("pgwright");
    }
}
