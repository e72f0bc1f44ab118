package dev.pgwright.change.verification;

import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.change.Executor;
import dev.pgwright.change.Ledger;
import dev.pgwright.change.Ledgers;
import dev.pgwright.change.MeasuredPlan;
import dev.pgwright.change.Patience;
import dev.pgwright.change.PlanCheck;
import dev.pgwright.change.PlanRun;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.text.TimeSpan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Applies a plan from the first look to the verdict, and concludes windows that an earlier process has opened. */
public final class PlanApplication {
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);
    private static final int LOOKS = 20;

    private final Target target;
    private final Ledgers ledgers;
    private final Patience patience;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Progress progress;

    /** Waits; it may be cut short by an interruption. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration duration);
    }

    /**
     * For one database.
     *
     * @param clock for what the ledger says of times; the length of a window does not depend on it
     * @param nanoTime a time that only runs forward
     */
    public PlanApplication(
            Target target,
            Ledgers ledgers,
            Patience patience,
            Clock clock,
            LongSupplier nanoTime,
            Pause pause,
            Progress progress) {
        this.target = target;
        this.ledgers = ledgers;
        this.patience = patience;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.progress = progress;
    }

    /**
     * How changes are to be watched.
     *
     * @param tolerance factor by which a statement may get slower
     * @param waits false to leave the verdict to a later run
     */
    public record Wish(Duration window, double tolerance, boolean waits) {}

    /**
     * What came of a plan.
     *
     * @param ledger where it is recorded
     * @param verification the verdict, or the window as it stands; null when nothing was to be watched
     */
    public record Outcome(MeasuredPlan.Result measured, String ledger, Verifier.@Nullable Result verification) {}

    /** Makes the changes, all or none, and watches them. */
    public Outcome run(MeasuredPlan measured, String plan, List<PlanRun.Item> items, @Nullable Wish wish) {
        Outcome made = make(measured, plan, items, wish);
        boolean watched = made.measured().changes().stream().anyMatch(c -> c.state() == ChangeState.WATCHED);
        if (wish == null || !watched) {
            return made;
        }
        Optional<Verifier.Result> verdict = wish.waits() ? awaited(plan, wish.window()) : look(plan, false);
        return verdict.map(result -> new Outcome(
                        new MeasuredPlan.Result(
                                made.measured().before(),
                                made.measured().after(),
                                latest(made.measured().changes(), result.changes())),
                        made.ledger(),
                        result))
                .orElse(made);
    }

    private static List<Change> latest(List<Change> changes, List<Change> settled) {
        return changes.stream()
                .map(change -> settled.stream()
                        .filter(other -> other.id() == change.id())
                        .findFirst()
                        .orElse(change))
                .toList();
    }

    private Outcome make(MeasuredPlan measured, String plan, List<PlanRun.Item> items, @Nullable Wish wish) {
        List<Operation> operations = items.stream().map(PlanRun.Item::operation).toList();
        try (WriteSession session = WriteSession.open(target)) {
            Executor.claim(session);
            Ledger ledger = ledgers.open(session);
            PlanCheck.requireAsPlanned(session, ledger, plan, operations);
            Executor executor = new Executor(session, ledger, clock, patience);
            PlanRun run = new PlanRun(target, plan, patience, clock, progress);
            if (wish == null) {
                return new Outcome(measured.run(session, ledger, executor, run, items), ledger.place(), null);
            }
            Verifier verifier = new Verifier(target, executor, ledger, ledgers.notes(session, ledger), progress);
            Watch watch = verifier.open(plan, wish.window(), wish.tolerance(), operations);
            MeasuredPlan.Result result = measured.run(session, ledger, executor, run.watched(), items);
            if (result.changes().stream().anyMatch(change -> change.state() == ChangeState.WATCHED)) {
                verifier.begin(watch);
            } else {
                verifier.forget(watch);
            }
            return new Outcome(result, ledger.place(), null);
        }
    }

    /** The database is not claimed meanwhile, and no connection is held. */
    private Optional<Verifier.Result> awaited(String plan, Duration window) {
        long begin = nanoTime.getAsLong();
        Duration between = clamp(window.dividedBy(LOOKS));
        progress.report(
                "watching for " + TimeSpan.words(window) + "; when this is cut off, ./pgwright verify TARGET goes on");
        while (true) {
            Duration left = window.minusNanos(nanoTime.getAsLong() - begin);
            if (left.isZero() || left.isNegative()) {
                return look(plan, true);
            }
            pause.sleep(left.compareTo(between) < 0 ? left : between);
            Optional<Verifier.Result> seen = peek(plan);
            if (seen.isPresent() && !seen.get().open()) {
                return seen;
            }
            seen.ifPresent(this::report);
        }
    }

    private void report(Verifier.Result seen) {
        progress.report("watching: so far " + seen.assessment().verdict().words() + ", "
                + seen.assessment().why());
    }

    private static Duration clamp(Duration wanted) {
        Duration atLeast = wanted.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : wanted;
        return atLeast.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : atLeast;
    }

    /** Somebody else who changes the database, or a server that is away, does not end the watch. */
    private Optional<Verifier.Result> peek(String plan) {
        try {
            return look(plan, false);
        } catch (PgwrightException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            progress.report("watching: " + e.what());
            return Optional.empty();
        }
    }

    private Optional<Verifier.Result> look(String plan, boolean close) {
        return session(verifier ->
                        verifier.verify((watch, now) -> close && watch.plan().equals(plan)))
                .stream()
                .filter(result -> result.watch().plan().equals(plan))
                .findFirst();
    }

    /**
     * Looks at every open window of the database and concludes those that are due.
     *
     * @param now all of them, due or not
     */
    public List<Verifier.Result> verify(boolean now) {
        return session(verifier -> now ? verifier.verify((watch, at) -> true) : verifier.verify());
    }

    private List<Verifier.Result> session(java.util.function.Function<Verifier, List<Verifier.Result>> work) {
        try (WriteSession session = WriteSession.open(target)) {
            Executor.claim(session);
            Ledger ledger = ledgers.open(session);
            Executor executor = new Executor(session, ledger, clock, patience);
            return work.apply(new Verifier(target, executor, ledger, ledgers.notes(session, ledger), progress));
        }
    }
}
