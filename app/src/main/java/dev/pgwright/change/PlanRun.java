package dev.pgwright.change;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes the changes of a plan, in order, all of them or none: a change that is refused takes those before it back. Run
 * again after it was cut off, it goes on where it was; what is done is not done twice.
 */
public final class PlanRun {
    private static final String BUILD_MEMORY = "maintenance_work_mem";

    private final Target target;
    private final String plan;
    private final Patience patience;
    private final Clock clock;
    private final Progress progress;
    private final ChangeState end;

    /**
     * A run.
     *
     * @param plan name by which a later run recognises the same plan
     */
    public PlanRun(Target target, String plan, Patience patience, Clock clock, Progress progress) {
        this(target, plan, patience, clock, progress, ChangeState.KEPT);
    }

    private PlanRun(Target target, String plan, Patience patience, Clock clock, Progress progress, ChangeState end) {
        this.target = target;
        this.plan = plan;
        this.patience = patience;
        this.clock = clock;
        this.progress = progress;
        this.end = end;
    }

    /** The same run, whose changes are watched afterwards and not kept yet. */
    public PlanRun watched() {
        return new PlanRun(target, plan, patience, clock, progress, ChangeState.WATCHED);
    }

    /** A change of the plan with the reason that the ledger keeps. */
    public record Item(Operation operation, String reason) {}

    /** The changes of the plan in their final state: all kept, or one refused and those before it undone. */
    public List<Change> run(Ledgers ledgers, List<Operation> operations) {
        try (WriteSession session = WriteSession.open(target)) {
            Executor.claim(session);
            return run(session, ledgers.open(session), operations);
        }
    }

    /** Over a session that has claimed the database. */
    List<Change> run(WriteSession session, Ledger ledger, List<Operation> operations) {
        return runItems(
                session,
                ledger,
                operations.stream()
                        .map(operation -> new Item(operation, "part of plan " + plan))
                        .toList());
    }

    /** The same for changes that have their reasons. */
    public List<Change> runItems(WriteSession session, Ledger ledger, List<Item> items) {
        Executor executor = new Executor(session, ledger, clock, patience);
        executor.recover(change -> !change.run().equals(plan) || change.state() == ChangeState.UNDOING)
                .forEach(change ->
                        progress.report("recovered: " + change.operation().title()));
        List<Change> done = new ArrayList<>();
        try (ServerProgress watch = ServerProgress.of(session, progress)) {
            for (Item item : items) {
                Interruption.check();
                progress.report("applying: " + item.operation().title());
                watch.begin();
                Change change = settle(executor, ledger, item);
                done.add(change);
                take(session, change);
                if (change.state() == ChangeState.REFUSED) {
                    return takenBack(executor, done, "a later change of its plan was refused: " + change.reason());
                }
            }
            return done;
        }
    }

    /** Settings hold for new sessions; memory for builds is meant for those of this plan, too, which this one makes. */
    private static void take(WriteSession session, Change change) {
        String value = change.operation() instanceof SetDatabaseSetting set
                        && set.setting().equals(BUILD_MEMORY)
                ? set.after()
                : null;
        if (value != null && change.state().isSettled()) {
            try {
                session.execute("SET " + BUILD_MEMORY + " = " + Identifiers.literal(value));
            } catch (SQLException e) {
                throw session.translate(e);
            }
        }
    }

    /** The plan's change as the ledger has it, when it is in force or on its way. */
    static Optional<Change> earlier(Ledger ledger, String plan, Operation operation) {
        return ledger.all().stream()
                .filter(change -> change.run().equals(plan)
                        && change.state().isInForce()
                        && change.operation().equals(operation))
                .findFirst();
    }

    private Change settle(Executor executor, Ledger ledger, Item item) {
        Operation operation = item.operation();
        Optional<Change> earlier = earlier(ledger, plan, operation);
        if (earlier.isPresent() && earlier.get().state().isSettled()) {
            return earlier.get();
        }
        Change change = earlier.orElseGet(() ->
                executor.apply(Change.planned(plan, operation.identity(), operation, item.reason(), clock.instant())));
        if (change.state() == ChangeState.APPLYING) {
            progress.report("going on with: " + operation.title());
            change = executor.resume(change);
        }
        return change.state() == ChangeState.APPLIED
                ? executor.settle(change, end, change.evidence(), change.reason())
                : change;
    }

    private static List<Change> takenBack(Executor executor, List<Change> done, String why) {
        List<Change> result = new ArrayList<>();
        for (int i = done.size() - 1; i >= 0; i--) {
            Change change = done.get(i);
            boolean undoable =
                    change.state().isSettled() && !change.operation().undo().isEmpty();
            result.add(undoable ? executor.undo(change, why) : change);
        }
        Collections.reverse(result);
        return result;
    }
}
