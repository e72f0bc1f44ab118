package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.proof.Evidence;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the steps of changes, one after the other, with the ledger written around each change. A lock that is not
 * granted within a short slice is given up and asked for again later, a bounded number of times, so that nobody queues
 * behind us for longer than the slice.
 */
public final class Executor {
    private static final Duration SLICE = Duration.ofMillis(500);
    /** Waiting for a lock that stops nobody's reads or writes may take longer. */
    private static final Duration PATIENT_SLICE = Duration.ofSeconds(10);

    private static final Duration LONGEST_STATEMENT = Duration.ofHours(2);
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final WriteSession session;
    private final Ledger ledger;
    private final Clock clock;

    public Executor(WriteSession session, Ledger ledger, Clock clock) {
        this.session = session;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Makes sure that no other pgwright changes this database until the session ends.
     *
     * @throws PgwrightException BUSY
     */
    public static void claim(WriteSession session) {
        String sql = "SELECT pg_try_advisory_lock(hashtext('pgwright'), hashtext(current_database()))";
        try (PreparedStatement statement = session.connection().prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new PgwrightException(
                        ErrorCode.BUSY,
                        "Another pgwright is changing database "
                                + session.target().database(),
                        "Wait until it is done.");
            }
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** Applies a change that is {@link ChangeState#PLANNED}; the result is APPLIED or REFUSED. */
    public Change apply(Change planned) {
        Interruption.check();
        if (planned.operation() instanceof CreateIndex create && exists(create.index())) {
            Change refused = planned.with(
                    ChangeState.REFUSED,
                    List.of(),
                    "a relation " + create.index() + " is there already",
                    clock.instant());
            return ledger.add(refused);
        }
        return attempt(
                ledger.add(planned.with(ChangeState.APPLYING, planned.evidence(), planned.reason(), clock.instant())));
    }

    private Change attempt(Change change) {
        try {
            run(change.operation().apply());
            return recorded(change, ChangeState.APPLIED, change.reason());
        } catch (SQLException e) {
            return refused(change, e);
        } catch (PgwrightException e) {
            return refusedWith(change, e.what());
        }
    }

    private Change refused(Change change, SQLException e) {
        PgwrightException ours = session.translate(e);
        if (ours.code() == ErrorCode.CONNECTION_LOST) {
            throw ours; // the ledger says APPLYING: the next run looks at what is there
        }
        return refusedWith(change, ours.what());
    }

    private Change refusedWith(Change change, String why) {
        cleanUp(change);
        return recorded(change, ChangeState.REFUSED, why);
    }

    /** Takes a change back. */
    public Change undo(Change change, String why) {
        return takeBack(change, ChangeState.UNDONE, why);
    }

    private Change takeBack(Change change, ChangeState end, String why) {
        Change undoing = recorded(change, ChangeState.UNDOING, why);
        try {
            run(undoSteps(change));
            return recorded(undoing, end, why);
        } catch (SQLException e) {
            boolean dropped = cleanUp(change);
            if (dropped && change.operation() instanceof CreateIndex) {
                return recorded(undoing, end, why); // the rest of the undo is done
            }
            recorded(undoing, change.state(), change.reason());
            throw session.translate(e);
        }
    }

    /** An index that was not dropped after all, or is there again, is not built a second time. */
    private List<Step> undoSteps(Change change) {
        List<Step> steps = change.operation().undo();
        boolean isThere = change.operation() instanceof DropIndex drop
                && !steps.isEmpty()
                && exists(new TableName(drop.table().schema(), drop.name()));
        return isThere ? steps.subList(1, steps.size()) : steps;
    }

    /** Takes a change back for a moment, to measure without it; {@link #reapply} brings it back. */
    Change suspend(Change change) {
        return takeBack(change, ChangeState.UNDONE, "taken back to measure without it");
    }

    /** Applies a suspended change again under the same number. */
    Change reapply(Change suspended, String reason) {
        return attempt(recorded(suspended, ChangeState.APPLYING, reason));
    }

    /** Records that a suspended change did not help and stays away. */
    Change refuteSuspended(Change suspended, List<Evidence> evidence, String why) {
        Change refuted = suspended.with(ChangeState.REFUTED, evidence, why, clock.instant());
        ledger.update(refuted);
        return refuted;
    }

    /** Records that the change was measured and stays. */
    public Change keep(Change change, List<Evidence> evidence, String why) {
        Change kept = change.with(ChangeState.KEPT, evidence, why, clock.instant());
        ledger.update(kept);
        return kept;
    }

    /** Takes a change back because the figures do not support it; they stay with it. */
    public Change refute(Change change, List<Evidence> evidence, String why) {
        return takeBack(change.with(change.state(), evidence, why, clock.instant()), ChangeState.REFUTED, why);
    }

    /** Takes back what an interrupted run, of this process or of one before, left half done or not yet measured. */
    public List<Change> recover() {
        List<Change> recovered = new ArrayList<>();
        for (Change change : ledger.all()) {
            if (change.state().isUndecided()) {
                cleanUp(change);
                recovered.add(undo(change, "taken back: the run that began it ended without finishing it"));
            }
        }
        return recovered;
    }

    private Change recorded(Change change, ChangeState state, String why) {
        Change next = change.with(state, change.evidence(), why, clock.instant());
        ledger.update(next);
        return next;
    }

    private void run(List<Step> steps) throws SQLException {
        int at = 0;
        while (at < steps.size()) {
            int end = at + 1;
            while (steps.get(at).transactional()
                    && end < steps.size()
                    && steps.get(end).transactional()) {
                end++;
            }
            retrying(steps.subList(at, end));
            at = end;
        }
    }

    /** Runs steps of one transaction, or one step alone; retries for SQLSTATE 55P03 and nothing else. */
    private void retrying(List<Step> steps) throws SQLException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                session.limit(slice(steps), LONGEST_STATEMENT);
                runOnce(steps);
                return;
            } catch (SQLException e) {
                if (!SqlStates.LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                    throw e;
                }
                dropInvalid(steps);
                pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static Duration slice(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.lock().stopsTheApplication()) ? SLICE : PATIENT_SLICE;
    }

    private void runOnce(List<Step> steps) throws SQLException {
        if (!steps.get(0).transactional()) {
            session.execute(steps.get(0).sql());
            return;
        }
        session.connection().setAutoCommit(false);
        try {
            for (Step step : steps) {
                session.execute(step.sql());
            }
            session.connection().commit();
        } catch (SQLException e) {
            session.connection().rollback();
            throw e;
        } finally {
            session.connection().setAutoCommit(true);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgwrightException(
                    ErrorCode.INTERRUPTED, "Interrupted while waiting for a lock", "Run it again.", e);
        }
    }

    private void dropInvalid(List<Step> steps) throws SQLException {
        for (Change change : ledger.all()) {
            if (change.state() == ChangeState.APPLYING || change.state() == ChangeState.UNDOING) {
                boolean ours = change.operation().apply().containsAll(steps)
                        || change.operation().undo().containsAll(steps);
                if (ours) {
                    dropInvalidIndexOf(change);
                }
            }
        }
    }

    /** True when an invalid index was there and is gone. */
    private boolean cleanUp(Change change) {
        Interruption.noticed();
        try {
            return dropInvalidIndexOf(change);
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** A concurrent build that failed leaves an index that costs writes and serves nobody. */
    private boolean dropInvalidIndexOf(Change change) throws SQLException {
        Optional<TableName> index = indexOf(change);
        if (index.isPresent() && isInvalid(index.get())) {
            session.limit(PATIENT_SLICE, LONGEST_STATEMENT);
            session.execute("DROP INDEX CONCURRENTLY IF EXISTS "
                    + Identifiers.qualified(index.get().schema(), index.get().name()));
            return true;
        }
        return false;
    }

    private static Optional<TableName> indexOf(Change change) {
        if (change.operation() instanceof CreateIndex create) {
            return Optional.of(create.index());
        }
        if (change.operation() instanceof DropIndex drop && drop.valid()) {
            return Optional.of(new TableName(drop.table().schema(), drop.name()));
        }
        return Optional.empty();
    }

    private boolean isInvalid(TableName index) throws SQLException {
        String sql = "SELECT NOT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass(?)";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, index.sql());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private boolean exists(TableName relation) {
        String sql = "SELECT to_regclass(?) IS NOT NULL";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, relation.sql());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }
}
