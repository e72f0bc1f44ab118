package dev.pgwright.change.verification;

import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeJson;
import dev.pgwright.change.ChangeState;
import dev.pgwright.change.Executor;
import dev.pgwright.change.Ledger;
import dev.pgwright.change.Notes;
import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.proof.Evidence;
import dev.pgwright.snapshot.Fact;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Opens windows in which changes are watched, and closes them with a verdict: kept, taken back, or left for somebody to
 * decide. All that it knows is in the ledger's notes, so any later process can go on.
 */
public final class Verifier {
    private static final String WATCH = "watch";
    private static final String HOUR = "hour";
    private static final String LAST = "reading";
    /** How long hours are kept: those of five weeks say what is usual. */
    private static final Duration MEMORY = Duration.ofDays(36);
    /** Evidence that the ledger keeps with a change. */
    private static final int MOST_EVIDENCE = 5;

    /** What is read again and again. */
    private static final List<Fact<?>> COUNTERS =
            List.of(Facts.STATEMENT, Facts.STATEMENT_INFO, Facts.INDEX_STATISTICS);

    private static final List<Fact<?>> OBJECTS = List.of(
            Facts.STATEMENT,
            Facts.STATEMENT_INFO,
            Facts.INDEX_STATISTICS,
            Facts.CONSTRAINT,
            Facts.VIEW_DEFINITION,
            Facts.FUNCTION,
            Facts.TRIGGER);

    private final Target target;
    private final Executor executor;
    private final Ledger ledger;
    private final Notes notes;
    private final Progress progress;

    public Verifier(Target target, Executor executor, Ledger ledger, Notes notes, Progress progress) {
        this.target = target;
        this.executor = executor;
        this.ledger = ledger;
        this.notes = notes;
        this.progress = progress;
    }

    /**
     * A window and what came of it.
     *
     * @param changes those that were watched, as the ledger has them now
     * @param open false when it has a verdict
     * @param failures changes that could not be taken back, with the reason
     */
    public record Result(
            Watch watch, Assessment assessment, List<Change> changes, boolean open, List<String> failures) {
        public Result {
            changes = List.copyOf(changes);
            failures = List.copyOf(failures);
        }
    }

    /** Reads what was before, right before the first change of a plan; a plan that goes on has its window already. */
    public Watch open(String plan, Duration window, double tolerance, List<Operation> operations) {
        Optional<Watch> earlier =
                watches().filter(watch -> watch.plan().equals(plan)).findFirst();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Snapshot snapshot = read(OBJECTS);
        Reading before = Reading.of(snapshot);
        Map<String, Scope> scopes = new HashMap<>();
        operations.forEach(operation -> scopes.put(operation.identity(), Scope.of(operation, snapshot)));
        Watch watch =
                new Watch(plan, window, tolerance, before, remember(before).orElse(null), null, scopes);
        write(watch);
        return watch;
    }

    /** The changes are made: from here on it counts. */
    public Watch begin(Watch watch) {
        Watch begun = watch.begun(Reading.of(read(COUNTERS)));
        write(begun);
        return begun;
    }

    /** No change of the plan is in force. */
    public void forget(Watch watch) {
        notes.remove(WATCH, watch.plan());
    }

    private void write(Watch watch) {
        notes.put(WATCH, watch.plan(), ChangeJson.write(watch));
    }

    private Stream<Watch> watches() {
        return notes.all(WATCH).values().stream().map(json -> ChangeJson.read(json, Watch.class));
    }

    private List<Change> watched(Watch watch) {
        return ledger.all().stream()
                .filter(change -> change.run().equals(watch.plan()) && change.state() == ChangeState.WATCHED)
                .toList();
    }

    /** Looks at every open window and closes those that are due, by the server's clock. */
    public List<Result> verify() {
        return verify((watch, now) -> watch.isDue(now));
    }

    /**
     * Looks at every open window; one in which a statement got much slower is closed at once.
     *
     * @param over whether a window is to be closed at that moment of the server's
     */
    public List<Result> verify(BiPredicate<Watch, Instant> over) {
        Snapshot snapshot = read(COUNTERS);
        Reading now = Reading.of(snapshot);
        List<Result> results = new ArrayList<>();
        for (Watch watch : watches().toList()) {
            if (watched(watch).isEmpty()) {
                forget(watch); // taken back by somebody meanwhile
            } else if (watch.begin() == null) {
                progress.report("the run of plan " + watch.plan() + " was cut off: its window begins now");
                begin(watch);
            } else {
                boolean close = over.test(watch, now.at());
                Assessment assessment = assess(watch, now, snapshot, close ? Judge.FINAL : Judge.EARLY);
                boolean harm = assessment.verdict() == Verdict.WORSE;
                results.add(close || harm ? close(watch, assessment, snapshot) : open(watch, assessment));
            }
        }
        remember(now);
        return results;
    }

    private Result open(Watch watch, Assessment assessment) {
        return new Result(watch, assessment, watched(watch), true, List.of());
    }

    private Assessment assess(Watch watch, Reading now, Snapshot snapshot, double worse) {
        return Assessment.of(watch, now, snapshot, hours(), worse);
    }

    /** Each change has its own verdict; the last is judged first, since taking back goes backwards. */
    private Result close(Watch watch, Assessment assessment, Snapshot snapshot) {
        List<Change> changes = new ArrayList<>(watched(watch));
        Collections.reverse(changes);
        List<Change> settled = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Change change : changes) {
            Assessment.Conclusion conclusion = assessment.of(change, watch, snapshot);
            try {
                settled.add(settle(change, conclusion));
            } catch (PgwrightException e) {
                failures.add(e.what());
                settled.add(change);
            }
        }
        if (failures.isEmpty()) {
            forget(watch);
        }
        Collections.reverse(settled);
        return new Result(watch, assessment, settled, false, failures);
    }

    private Change settle(Change change, Assessment.Conclusion conclusion) {
        List<Evidence> evidence = new ArrayList<>(change.evidence());
        conclusion.statements().stream()
                .limit(MOST_EVIDENCE)
                .map(StatementVerdict::evidence)
                .forEach(evidence::add);
        String why = conclusion.why();
        boolean undoable = !change.operation().undo().isEmpty();
        return switch (conclusion.verdict()) {
            case BETTER, SAME -> executor.keep(change, evidence, change.reason() + "; verified: " + why);
            case WORSE ->
                undoable
                        ? executor.refute(change, evidence, "verified, taken back: " + why)
                        : executor.settle(
                                change,
                                ChangeState.UNVERIFIED,
                                evidence,
                                "there is nothing to take back, but since then: " + why);
            case COULD_NOT_TELL ->
                executor.settle(change, ChangeState.UNVERIFIED, evidence, "could not be verified: " + why);
        };
    }

    /** What was counted since the last look goes to its hour; that stretch when it is an hour or so. */
    private Optional<Interval> remember(Reading now) {
        Optional<Interval> stretch = notes.all(LAST).values().stream()
                .map(json -> Interval.between(ChangeJson.read(json, Reading.class), now))
                .findFirst();
        Optional<Hour> hour = stretch.flatMap(Hour::of);
        hour.ifPresent(counted -> {
            List<Hour> same = hours().stream()
                    .filter(other -> other.start().equals(counted.start()))
                    .toList();
            Map<String, Cost> costs = new HashMap<>(counted.costs());
            same.forEach(other -> other.costs().forEach((key, cost) -> costs.merge(key, cost, Cost::plus)));
            notes.put(
                    HOUR, counted.start().toString(), ChangeJson.write(new Hour(counted.start(), counted.to(), costs)));
        });
        notes.put(LAST, "last", ChangeJson.write(now));
        forgetBefore(now.at().minus(MEMORY));
        return hour.isPresent() ? stretch : Optional.empty();
    }

    private void forgetBefore(Instant moment) {
        hours().stream()
                .filter(hour -> hour.start().isBefore(moment))
                .forEach(hour -> notes.remove(HOUR, hour.start().toString()));
    }

    private List<Hour> hours() {
        return notes.all(HOUR).values().stream()
                .map(json -> ChangeJson.read(json, Hour.class))
                .toList();
    }

    private Snapshot read(List<Fact<?>> facts) {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session, facts);
        }
    }
}
