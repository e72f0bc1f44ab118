package dev.pgwright;

import dev.pgwright.change.Care;
import dev.pgwright.change.Ledgers;
import dev.pgwright.change.MeasuredPlan;
import dev.pgwright.change.PlanRun;
import dev.pgwright.change.Progress;
import dev.pgwright.change.verification.PlanApplication;
import dev.pgwright.change.verification.Verifier;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Session;
import dev.pgwright.report.PlanReport;
import dev.pgwright.report.PlanReport.PlanStep;
import dev.pgwright.report.Tuning;
import dev.pgwright.report.Tuning.StatementTimes;
import dev.pgwright.report.Tunings;
import dev.pgwright.report.Verification;
import dev.pgwright.report.WorkloadNotes;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code apply} of a plan as a whole, and {@code verify}. */
final class ApplyVerb {
    /** A table that has grown by more than this, and this many times, is not the one that somebody agreed to. */
    private static final long MORE_DISK = 64L << 20;

    private static final int TIMES_DISK = 2;

    private final Ledgers ledgers;
    private final Clock clock;
    private final Progress progress;

    ApplyVerb(Ledgers ledgers, Clock clock, Progress progress) {
        this.ledgers = ledgers;
        this.clock = clock;
        this.progress = progress;
    }

    /** What the plan would do, by a fresh look. */
    PlanReport show(Place place, PlanFile plan) {
        return show(place, plan, snapshot(place));
    }

    private PlanReport show(Place place, PlanFile plan, Snapshot snapshot) {
        List<PlanStep> steps = new ArrayList<>();
        plan.items()
                .forEach(item ->
                        steps.add(PlanStep.of(steps.size() + 1, item.operation(), item.reason(), "", snapshot)));
        return PlanReport.of("apply", place.label(), clock.instant(), plan.name(), steps, List.of(), List.of());
    }

    Tuning run(Place place, PlanFile plan, ApplyWishes wishes) {
        Snapshot snapshot = snapshot(place);
        PlanReport fresh = show(place, plan, snapshot);
        requireAsShown(plan, fresh);
        fresh.operations().forEach(step -> progress.report(words(step)));
        return run(place, plan.name(), plan.items(), wishes, snapshot);
    }

    /** Makes the changes of a plan. */
    Tuning run(Place place, String name, List<PlanRun.Item> items, ApplyWishes wishes, Snapshot snapshot) {
        Workload workload = TuneVerb.workload(place.lab(), wishes.workload(), snapshot);
        Care care = TuneVerb.care(place.lab(), wishes.workload());
        MeasuredPlan measured = new MeasuredPlan(place.target(), workload.statements(), care, progress);
        PlanApplication.Outcome outcome = application(place, wishes).run(measured, name, items, wishes.watch());
        List<StatementTimes> times = Tunings.times(
                workload.statements(),
                outcome.measured().before(),
                outcome.measured().after());
        return Tuning.of(
                "apply",
                place.label(),
                clock.instant(),
                true,
                outcome.ledger(),
                times,
                Tunings.totals(times),
                outcome.measured().changes().stream().map(Tunings::operation).toList(),
                List.of(),
                List.of(),
                notes(workload, outcome.verification()));
    }

    private static String words(PlanStep step) {
        return step.operation().title() + ": lock " + step.lock() + ", blocks " + step.blocks() + ", about "
                + Math.max(1, Math.round(step.cost().seconds())) + " s, "
                + (step.cost().diskBytes() >> 20)
                + " MiB more disk";
    }

    /** What was agreed to is what is done: an operation that takes much more disk now is another one. */
    private static void requireAsShown(PlanFile plan, PlanReport fresh) {
        for (int i = 0; i < plan.shown().size(); i++) {
            long then = plan.shown().get(i);
            PlanStep now = fresh.operations().get(i);
            long disk = now.cost().diskBytes();
            if (disk > TIMES_DISK * then && disk - then > MORE_DISK) {
                throw new PgwrightException(
                        ErrorCode.CHANGE_FAILED,
                        "Nothing was changed: the plan showed " + (then >> 20) + " MiB of disk for \""
                                + now.operation().title() + "\", and it would take " + (disk >> 20) + " MiB now",
                        "Make the plan again and look at it.");
            }
        }
    }

    private static List<String> notes(Workload workload, Verifier.@Nullable Result verification) {
        List<String> notes = new ArrayList<>();
        if (workload.statements().isEmpty()) {
            notes.add("There is no workload, so nothing was timed before and after. Give statements with --workload"
                    + " FILE, or watch what applications send with --verify 30min.");
        } else {
            notes.addAll(WorkloadNotes.of(workload));
        }
        if (verification != null) {
            notes.add((verification.open() ? "Watched in production, so far: " : "Watched in production: ")
                    + verification.assessment().verdict().words() + "; "
                    + verification.assessment().why() + ".");
            verification.failures().forEach(failure -> notes.add("Not taken back: " + failure));
        }
        return notes;
    }

    /** Looks at what is watched, and concludes what is due. */
    Verification verify(Place place, ApplyWishes wishes, boolean now) {
        return Verification.of(
                place.label(), clock.instant(), application(place, wishes).verify(now));
    }

    private PlanApplication application(Place place, ApplyWishes wishes) {
        return new PlanApplication(
                place.target(), ledgers, wishes.patience(), clock, System::nanoTime, ApplyVerb::sleep, progress);
    }

    /** In small pieces, so that Ctrl-C is noticed. */
    private static void sleep(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        try {
            while (System.nanoTime() < end) {
                Interruption.check();
                Thread.sleep(Math.min(200, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interruption.exception();
        }
    }

    private static Snapshot snapshot(Place place) {
        try (Session session = Session.open(place.target())) {
            return SnapshotReader.read(session);
        }
    }
}
