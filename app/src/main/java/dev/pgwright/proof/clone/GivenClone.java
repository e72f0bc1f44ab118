package dev.pgwright.proof.clone;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.text.Words;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** A copy or branch that the user has made. Indexes are built in it for the proof and dropped again. */
public final class GivenClone implements CloneDatabase {
    private static final String OURS =
            "SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted"
                    + ""
                    + " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
                    + "";
    private static final String OTHERS = "SELECT count(*) FROM pg_catalog.pg_stat_activity"
            + " WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()"
            + " AND backend_type = 'client backend'";
    private static final int MOST_NAMED = 6;
    /** Tables that differ more in their rows than by this factor are named. */
    private static final double SAME_ROWS = 1.5;

    private final Target target;
    private final List<String> notes;

    private GivenClone(Target target, List<String> notes) {
        this.target = target;
        this.notes = List.copyOf(notes);
    }

    /**
     * Looks at a copy.
     *
     * @param original what it is a copy of
     * @param snapshot of the original
     * @param snapshotOfClone of the copy
     * @throws PgwrightException USAGE when it is the original itself, or has another schema
     */
    public static GivenClone of(Session original, Session clone, Snapshot snapshot, Snapshot snapshotOfClone) {
        requireAnother(original, clone);
        List<String> notes = new ArrayList<>(differences(snapshot, snapshotOfClone));
        long others = clone.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(OTHERS)) {
                row.next();
                return row.getLong(1);
            }
        });
        if (others > 0) {
            notes.add("Meanwhile " + Words.count(others, "other session was", "other sessions were")
                    + " connected to the copy: indexes that it was measured without were locked for them.");
        }
        return new GivenClone(clone.target(), notes);
    }

    /** Names and addresses prove nothing; a lock that is taken in the one and seen in the other does. */
    private static void requireAnother(Session original, Session clone) {
        int high = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        int low = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        boolean same = original.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_catalog.pg_advisory_xact_lock_shared(" + high + ", " + low + ")");
            }
            return clone.read(other -> {
                try (Statement statement = other.createStatement();
                        ResultSet row =
                                statement.executeQuery(OURS + " AND classid = " + high + " AND objid = " + low)) {
                    row.next();
                    return row.getLong(1) > 0;
                }
            });
        });
        if (same) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "The copy at " + clone.target().describe() + " is the database itself",
                    "Give a copy or branch that nobody else uses, or let pgwright make one with --on copy.");
        }
    }

    private static List<String> differences(Snapshot original, Snapshot clone) {
        List<String> notes = new ArrayList<>();
        Set<String> missing = new TreeSet<>(columns(original));
        missing.removeAll(columns(clone));
        if (!missing.isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "The copy has another schema than the database: it lacks " + named(missing),
                    "Make the copy anew from the database as it is now.");
        }
        Set<String> more = new TreeSet<>(columns(clone));
        more.removeAll(columns(original));
        note(notes, "The copy has columns that the database lacks: ", more);
        Set<String> indexes = new TreeSet<>(indexes(original));
        indexes.removeAll(indexes(clone));
        note(notes, "The copy lacks indexes of the database: ", indexes);
        Set<String> others = new TreeSet<>(indexes(clone));
        others.removeAll(indexes(original));
        note(notes, "The copy has indexes that the database lacks: ", others);
        note(notes, "The copy has other amounts of rows: ", rows(original, clone));
        return notes;
    }

    private static void note(List<String> notes, String words, Set<String> names) {
        if (!names.isEmpty()) {
            notes.add(words + named(names) + ".");
        }
    }

    private static String named(Set<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }

    private static Set<String> columns(Snapshot snapshot) {
        return snapshot.rows(Facts.RELATION).stream()
                .filter(relation ->
                        relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.PARTITIONED_TABLE)
                .filter(relation -> relation.extension() == null)
                .flatMap(relation -> snapshot.columnsOf(relation.oid()).stream())
                .map(GivenClone::name)
                .collect(Collectors.toSet());
    }

    private static String name(Column column) {
        return column.schema() + "." + column.relation() + "." + column.name() + " " + column.type();
    }

    private static Set<String> indexes(Snapshot snapshot) {
        return snapshot.rows(Facts.INDEX).stream()
                .filter(index -> index.valid() && !Objects.equals(index.comment(), StagedChanges.MARK))
                .map(Index::definition)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private static Set<String> rows(Snapshot original, Snapshot clone) {
        Set<String> names = new TreeSet<>();
        for (Relation table : original.rows(Facts.RELATION)) {
            clone.relation(table.schema(), table.name())
                    .filter(other -> table.kind() == Relation.Kind.TABLE && table.tuples() > 0)
                    .filter(other ->
                            Math.max(table.tuples() / other.tuples(), other.tuples() / table.tuples()) > SAME_ROWS)
                    .ifPresent(other -> names.add(table.schema() + "." + table.name()));
        }
        return names;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String words() {
        return "the copy at " + target.describe();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    /** Drops what was built in it. */
    @Override
    public void close() {
        StagedChanges.remove(target);
    }
}
