package dev.pgwright.change;

import dev.pgwright.advice.Probe;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Stage;
import dev.pgwright.operation.Operation;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.plan.PlanShape;
import dev.pgwright.proof.Evidence;
import dev.pgwright.proof.Probes;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies one proposal, measures what it can have touched, and keeps it or takes it back. Nothing is judged from the
 * planner's word: the verdict comes from run times.
 */
final class Experiment {
    /** A statement counts as slower beyond this factor, the tolerance that users are promised. */
    static final double TOLERANCE = 1.2;
    /** Share of the workload's first time that a change must save to be worth its keep. */
    private static final double WORTHWHILE = 0.002;
    /** Factor by which a lookup of the server's own must get faster. */
    private static final double PROBE_FACTOR = 2;

    /** A burst of other load on the machine must not pass for a regression. */
    private static final int CONFIRMATIONS = 2;

    private final Executor executor;
    private final RelatedTables related;
    private final Measurements measurements;
    private final Probes probes;
    private final Evidence.Level level;
    private final Clock clock;
    private final String run;

    Experiment(
            Executor executor,
            RelatedTables related,
            Measurements measurements,
            Probes probes,
            Evidence.Level level,
            Clock clock,
            String run) {
        this.executor = executor;
        this.related = related;
        this.measurements = measurements;
        this.probes = probes;
        this.level = level;
        this.clock = clock;
        this.run = run;
    }

    /** What was measured of one statement. */
    private record Result(WorkloadStatement statement, Timing before, Timing after, Optional<PlanNode> plan) {
        double saved() {
            return statement.calls() * (before.median() - after.median());
        }

        boolean isSlower() {
            return after.isSlowerThan(before, TOLERANCE) || (before.wasRun() && !after.wasRun());
        }

        boolean isFaster() {
            return before.isSlowerThan(after, 1.1);
        }
    }

    /** The changes in their final state: all kept, or all undone, or refused. */
    List<Change> run(Proposal proposal) {
        Map<Probe, Timing> probesBefore = timeProbes(proposal.probes());
        List<Change> applied = new ArrayList<>();
        for (Operation operation : proposal.operations()) {
            Change change = executor.apply(
                    Change.planned(run, proposal.identity(), operation, proposal.reason(), clock.instant()));
            if (change.state() == ChangeState.REFUSED) {
                applied.forEach(done -> executor.undo(done, "its companion was refused: " + change.reason()));
                return List.of(change);
            }
            applied.add(change);
        }
        reconnectAfter(proposal);
        return judge(proposal, applied, probesBefore);
    }

    private List<Change> judge(Proposal proposal, List<Change> applied, Map<Probe, Timing> probesBefore) {
        List<Result> results = measure(proposal);
        List<Evidence> evidence = evidence(results);
        boolean probesHelped = false;
        for (Map.Entry<Probe, Timing> before : probesBefore.entrySet()) {
            Timing after = probes.time(before.getKey(), Sampling.QUICK);
            evidence.add(evidence(before.getKey().name(), before.getValue(), after));
            probesHelped |= before.getValue().isSlowerThan(after, PROBE_FACTOR);
        }
        Optional<Result> slower = results.stream().filter(Result::isSlower).findFirst();
        if (slower.isPresent() && proposal.stage() != Stage.REPAIR) {
            return refute(proposal, applied, evidence, slower.get().statement().name() + " became slower");
        }
        double saved = results.stream()
                .filter(Result::isFaster)
                .mapToDouble(Result::saved)
                .sum();
        boolean worth = saved > WORTHWHILE * measurements.firstTotal() || probesHelped;
        if (!worth && proposal.stage() != Stage.REPAIR && proposal.stage() != Stage.DROP) {
            return refute(proposal, applied, evidence, "no statement became faster by a worthwhile amount");
        }
        results.forEach(r -> measurements.accept(r.statement(), r.after(), r.plan()));
        return applied.stream()
                .map(change -> executor.keep(change, evidence, proposal.reason()))
                .toList();
    }

    private void reconnectAfter(Proposal proposal) {
        if (proposal.stage() == Stage.SETTING) {
            measurements.reconnect();
        }
    }

    private List<Change> refute(Proposal proposal, List<Change> applied, List<Evidence> evidence, String why) {
        List<Change> undone = new ArrayList<>();
        for (int i = applied.size() - 1; i >= 0; i--) {
            undone.add(0, executor.refute(applied.get(i), evidence, why));
        }
        reconnectAfter(proposal);
        return undone;
    }

    /** Re-plans everything, and times what may run differently now. */
    private List<Result> measure(Proposal proposal) {
        List<Result> results = new ArrayList<>();
        for (WorkloadStatement statement : measurements.workload()) {
            Timing before = measurements.timing(statement);
            Optional<PlanNode> plan = measurements.planNow(statement);
            boolean replanned = !PlanShape.of(plan).equals(PlanShape.of(measurements.plan(statement)));
            boolean touched = replanned || mayFeel(proposal, plan);
            if (touched && before.wasRun()) {
                results.add(confirmed(statement, before, plan));
            }
        }
        return results;
    }

    /** A statement whose plan stays can still feel a change: writes maintain indexes, fire triggers, check keys. */
    private boolean mayFeel(Proposal proposal, Optional<PlanNode> plan) {
        return switch (proposal.stage()) {
            case REPAIR -> false;
            case POLICY, SETTING -> true;
            case INDEX, DROP -> plan.isPresent() && related.areTouched(plan.get(), proposal.operations());
        };
    }

    /** Times the statement; what looks slower is timed again, later and with more runs, before it is believed. */
    private Result confirmed(WorkloadStatement statement, Timing before, Optional<PlanNode> plan) {
        Result result = new Result(statement, before, measurements.time(statement, Sampling.QUICK), plan);
        for (int again = 0; again < CONFIRMATIONS && result.isSlower(); again++) {
            result = new Result(statement, before, measurements.time(statement, Sampling.THOROUGH), plan);
        }
        return result;
    }

    private Map<Probe, Timing> timeProbes(List<Probe> wanted) {
        Map<Probe, Timing> timings = new LinkedHashMap<>();
        wanted.forEach(probe -> timings.put(probe, probes.time(probe, Sampling.QUICK)));
        return timings;
    }

    private List<Evidence> evidence(List<Result> results) {
        List<Evidence> evidence = new ArrayList<>();
        results.stream()
                .filter(r -> r.isFaster() || r.isSlower())
                .filter(r -> r.after().wasRun())
                .forEach(r -> evidence.add(evidence("statement " + r.statement().name(), r.before(), r.after())));
        return evidence;
    }

    private Evidence evidence(String metric, Timing before, Timing after) {
        return new Evidence(
                level, metric, before.median(), after.median(), "ms", Math.min(before.samples(), after.samples()));
    }
}
