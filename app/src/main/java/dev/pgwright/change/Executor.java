package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.proof.Evidence;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Makes changes and takes them back, one after the other. The ledger has each before its first step runs, and its
 * outcome after; whatever ends this process in between, {@link #recover} of the next brings back what was before.
 */
public final class Executor {
    /** The name was taken between our look and the step: what is there is not ours. */
    private static final Set<String> TAKEN = Set.of("42P07", "42710", "42723");

    private final WriteSession session;
    private final Ledger ledger;
    private final Clock clock;
    private final StepRunner runner;
    private final Preflight preflight;
    private final Look look;

    public Executor(WriteSession session, Ledger ledger, Clock clock) {
        this(session, ledger, clock, Patience.usual());
    }

    public Executor(WriteSession session, Ledger ledger, Clock clock, Patience patience) {
        this.session = session;
        this.ledger = ledger;
        this.clock = clock;
        this.runner = new StepRunner(session, patience);
        this.preflight = new Preflight(session, patience, clock);
        this.look = new Look(session);
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
        Optional<String> objection = objection(planned.operation());
        if (objection.isPresent()) {
            return ledger.add(planned.with(ChangeState.REFUSED, planned.evidence(), objection.get(), clock.instant()));
        }
        return attempt(
                ledger.add(planned.with(ChangeState.APPLYING, planned.evidence(), planned.reason(), clock.instant())),
                false);
    }

    private Optional<String> objection(Operation operation) {
        try {
            return preflight.objection(operation);
        } catch (SQLException e) {
            PgwrightException ours = session.translate(e);
            if (ours.code() == ErrorCode.CONNECTION_LOST) {
                throw ours;
            }
            return Optional.of(ours.what());
        }
    }

    private Change attempt(Change change, boolean again) {
        int[] done = {0};
        IntConsumer after = steps -> {
            done[0] = steps;
            ledger.update(change.at(steps, clock.instant()));
        };
        try {
            if (again) {
                runner.run(change.operation(), change.operation().apply(), after);
            } else {
                runner.runAfresh(change.operation(), change.operation().apply(), after);
            }
            return recorded(change, ChangeState.APPLIED, change.reason());
        } catch (SQLException e) {
            PgwrightException ours = session.translate(e);
            if (ours.code() == ErrorCode.CONNECTION_LOST) {
                throw ours; // the ledger says APPLYING: the next run looks at what is there
            }
            return refused(change, why(e, ours), again || done[0] > 0, TAKEN.contains(String.valueOf(e.getSQLState())));
        }
    }

    private static String why(SQLException e, PgwrightException ours) {
        String state = String.valueOf(e.getSQLState());
        boolean timeout = state.equals(SqlStates.QUERY_CANCELED) && ours.what().contains("statement timeout");
        if (timeout) {
            return "its lock would be held for longer than a moment: it needs a maintenance window, or batches";
        }
        return state.equals(SqlStates.LOCK_NOT_AVAILABLE)
                ? "other sessions hold what the change has to lock, or wait for it"
                : ours.what();
    }

    /** A step failed: what it left is cleared, and what was done before it is taken back. */
    private Change refused(Change change, String why, boolean half, boolean taken) {
        Interruption.noticed();
        try {
            if (half || !taken) {
                runner.repair(change.operation());
            }
            if (half) {
                runner.run(change.operation(), change.operation().undo(), steps -> {});
            }
        } catch (SQLException e) {
            PgwrightException ours = session.translate(e); // the ledger says APPLYING: the next run takes it back
            throw new PgwrightException(
                    ours.code(),
                    change.operation().title() + " failed (" + why + "), and what it left could not be cleared: "
                            + why(e, ours),
                    "Run pgwright again when that is over: it begins by clearing what is left.",
                    e);
        }
        return recorded(change, ChangeState.REFUSED, why);
    }

    /** Takes a change back. */
    public Change undo(Change change, String why) {
        return takeBack(change, ChangeState.UNDONE, why);
    }

    private Change takeBack(Change change, ChangeState end, String why) {
        Interruption.noticed();
        refuseToOverwrite(change);
        Change undoing = recorded(change, ChangeState.UNDOING, why);
        int[] done = {0};
        try {
            runner.repair(change.operation());
            runner.run(change.operation(), change.operation().undo(), steps -> {
                done[0] = steps;
                ledger.update(undoing.at(steps, clock.instant()));
            });
            return recorded(undoing, end, why);
        } catch (SQLException e) {
            PgwrightException ours = session.translate(e);
            if (ours.code() == ErrorCode.CONNECTION_LOST) {
                throw ours;
            }
            cleared(change, done[0] == 0);
            throw new PgwrightException(
                    ours.code(), "Change " + change.id() + " is not taken back: " + why(e, ours), ours.advice(), e);
        }
    }

    /** An undo that failed: half-built things go; when nothing of it was done, the change is in force as before. */
    private void cleared(Change change, boolean untouched) {
        try {
            runner.repair(change.operation());
            if (untouched) {
                recorded(change, change.state(), change.reason());
            }
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** What somebody else changed since is theirs. */
    private void refuseToOverwrite(Change change) {
        if (change.state().isUndecided() && change.state() != ChangeState.APPLIED) {
            return;
        }
        try {
            Optional<String> changed = look.firstUnmet(change.operation().inForce());
            if (changed.isPresent()
                    && look.firstUnmet(
                                    change.operation().expects(session.version().major()))
                            .isPresent()) {
                throw new PgwrightException(
                        ErrorCode.CHANGE_FAILED,
                        "Change " + change.id() + " is not taken back: " + changed.get(),
                        "Its undo is listed by: ./pgwright ledger TARGET --format json");
            }
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    /** Takes a change back for a moment, to measure without it; {@link #reapply} brings it back. */
    Change suspend(Change change) {
        return takeBack(change, ChangeState.UNDONE, "taken back to measure without it");
    }

    /** Applies a suspended change again under the same number. */
    Change reapply(Change suspended, String reason) {
        return attempt(recorded(suspended, ChangeState.APPLYING, reason), false);
    }

    /** Finishes a change that a run left {@link ChangeState#APPLYING}; steps whose effect is there are left out. */
    Change resume(Change change) {
        try {
            runner.repair(change.operation());
        } catch (SQLException e) {
            throw session.translate(e);
        }
        return attempt(change, true);
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

    /** Records that the change is in force and watched, or could not be judged. */
    public Change settle(Change change, ChangeState state, List<Evidence> evidence, String why) {
        Change settled = change.with(state, evidence, why, clock.instant());
        ledger.update(settled);
        return settled;
    }

    /** Takes a change back because the figures do not support it; they stay with it. */
    public Change refute(Change change, List<Evidence> evidence, String why) {
        return takeBack(change.with(change.state(), evidence, why, clock.instant()), ChangeState.REFUTED, why);
    }

    /**
     * Takes back what an interrupted run, of this process or of one before, left half done or not yet measured; the
     * last first.
     */
    public List<Change> recover() {
        return recover(change -> true);
    }

    /** The same for some of them. */
    List<Change> recover(Predicate<Change> which) {
        List<Change> undecided = new ArrayList<>(ledger.all().stream()
                .filter(change -> change.state().isUndecided() && which.test(change))
                .toList());
        Collections.reverse(undecided);
        return undecided.stream()
                .map(change -> undo(change, "taken back: the run that began it ended without finishing it"))
                .toList();
    }

    private Change recorded(Change change, ChangeState state, String why) {
        Change next = change.with(state, change.evidence(), why, clock.instant());
        ledger.update(next);
        return next;
    }
}
