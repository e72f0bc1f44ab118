package dev.pgwright.batch.partition;

import dev.pgwright.batch.partition.ConversionStore.Conversion;
import dev.pgwright.batch.partition.ConversionStore.State;
import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What comes after the swap: foreign keys, and the end of one of both tables. */
final class Aftermath {
    private static final int ATTEMPTS = 30;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final WriteSession session;
    private final ConversionNames names;
    private final ShortLock lock;

    Aftermath(WriteSession session, Progress progress, ConversionNames names) {
        this.session = session;
        this.names = names;
        this.lock = new ShortLock(session, progress);
    }

    private static String literal(String value) {
        return Identifiers.literal(value).strip();
    }

    /**
     * Each partition's foreign keys hold for new rows since the swap; they are validated one by one, which stops
     * nobody, and then become those of the table, which looks at no row (tryAttachPartitionForeignKey, tablecmds.c).
     */
    void complete(Conversion conversion) throws SQLException {
        String partitions =
                "SELECT i.inhrelid FROM pg_inherits AS i WHERE i.inhparent = " + literal(names.table()) + "::regclass";
        for (List<String> key : Rows.ofCatalog(
                session,
                "SELECT k.conrelid::regclass, quote_ident(k.conname) FROM pg_constraint AS k WHERE k.contype = 'f'"
                        + " AND NOT k.convalidated AND k.conrelid IN (" + partitions + ")")) {
            patiently("ALTER TABLE " + key.get(0) + " VALIDATE CONSTRAINT " + key.get(1));
        }
        for (List<String> key : Rows.ofCatalog(
                session,
                "SELECT quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM pg_constraint AS k WHERE k.contype = 'f'"
                        + " AND k.conrelid = " + literal(names.old()) + "::regclass AND NOT EXISTS (SELECT FROM"
                        + " pg_constraint AS n WHERE n.conrelid = " + literal(names.table())
                        + "::regclass AND n.conname = k.conname)")) {
            lock.run(
                    names.table(),
                    "LOCK TABLE ONLY " + names.table() + " IN SHARE ROW EXCLUSIVE MODE; "
                            + Stages.execute("ALTER TABLE " + names.table() + " ADD CONSTRAINT " + key.get(0) + " "
                                    + key.get(1)));
        }
        session.execute("BEGIN; " + dropNotes(conversion.id())
                + ConversionStore.mark(conversion.id(), State.DONE.word()) + "; COMMIT");
    }

    private static String dropNotes(int id) {
        return "DROP FUNCTION IF EXISTS pgwright_batch.note_" + id + "(); DROP FUNCTION IF EXISTS"
                + " pgwright_batch.take_over_" + id + "(); DROP TABLE IF EXISTS pgwright_batch.changes_" + id + "; ";
    }

    private static String dropMirror(int id) {
        return "DROP FUNCTION IF EXISTS pgwright_batch.mirror_" + id + "(); ";
    }

    private void patiently(String statement) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute(statement);
                return;
            } catch (SQLException e) {
                if (!SqlStates.LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    /** Puts the old table back, with all that was written since, and removes the new one. */
    void undo(Conversion conversion) throws SQLException {
        int id = conversion.id();
        String undoing = ConversionStore.mark(id, State.UNDOING.word()) + ";";
        switch (conversion.state()) {
            case PREPARED, COPYING, COPIED ->
                lock.run(
                        names.table(),
                        "LOCK TABLE " + names.table()
                                + " IN ACCESS EXCLUSIVE MODE; DROP TRIGGER IF EXISTS pgwright_note ON "
                                + names.table() + "; DROP TRIGGER IF EXISTS pgwright_note_truncate ON " + names.table()
                                + "; " + undoing);
            case SWAPPED, DONE -> {
                StringBuilder block = new StringBuilder(dropMirrorTriggers());
                conversion.unswap().forEach(statement -> block.append(Stages.execute(statement)));
                lock.run(names.table(), block + undoing);
            }
            case UNDOING -> {}
        }
        removeShadow();
        session.execute("BEGIN; " + dropNotes(id) + dropMirror(id)
                + "UPDATE pgwright_batch.job SET state = 'done' WHERE id = " + conversion.job() + "; "
                + ConversionStore.mark(id, "undone") + "; COMMIT");
    }

    private String dropMirrorTriggers() {
        return "LOCK TABLE " + names.table() + " IN ACCESS EXCLUSIVE MODE; LOCK TABLE " + names.old()
                + " IN ACCESS EXCLUSIVE MODE; DROP TRIGGER pgwright_mirror ON " + names.table()
                + "; DROP TRIGGER pgwright_mirror_truncate ON " + names.table() + "; ";
    }

    /** One partition after the other: each drop locks what foreign keys refer to. */
    private void removeShadow() throws SQLException {
        if (Rows.one(session, "SELECT to_regclass(" + literal(names.shadow()) + ")")
                .isEmpty()) {
            return;
        }
        for (String partition : Rows.column(
                session,
                "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = " + literal(names.shadow())
                        + "::regclass")) {
            lock.run(names.shadow(), Stages.execute("DROP TABLE " + partition));
        }
        lock.run(names.shadow(), Stages.execute("DROP TABLE " + names.shadow()));
    }

    /** Gives the old table up; there is no way back from here. */
    void dropOld(Conversion conversion) throws SQLException {
        lock.run(
                names.table(),
                dropMirrorTriggers() + Stages.execute("DROP TABLE " + names.old())
                        + ConversionStore.mark(conversion.id(), "dropped") + ";");
        session.execute(dropMirror(conversion.id()));
    }
}
