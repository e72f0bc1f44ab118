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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies one proposal, measures what it can have touched, and keeps it or takes it back. Nothing is judged from the
 * planner's word: the verdict comes from run times. What looks slower is measured again without the change before the
 * change is blamed (A-B-A), so that other load on the machine refutes nothing.
 */
final class Experiment {
    /** Share of the workload's first time that a change must save to be worth its keep. */
    private static final double WORTHWHILE = 0.002;
    /** Factor by which a lookup of the server's own must get faster. */
    private static final double PROBE_FACTOR = 2;
    /** Trials with and without the change before it is blamed. */
    private static final int ROUNDS = 2;

    private static final double MORE_ROWS = 1.05;

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

    /** The changes in their final state: all kept, or all taken back, or refused. */
    List<Change> run(Proposal proposal) {
        Map<Probe, Timing> probesBefore = timeProbes(proposal.probes());
        List<Change> applied = new ArrayList<>();
        for (Operation operation : proposal.operations()) {
            Change change = executor.apply(
                    Change.planned(run, proposal.identity(), operation, proposal.reasonOf(operation), clock.instant()));
            if (change.state() == ChangeState.REFUSED) {
                backwards(applied).forEach(done -> executor.undo(done, "its companion was refused"));
                return List.of(change);
            }
            applied.add(change);
        }
        reconnectAfter(proposal);
        return judge(proposal, applied, probesBefore);
    }

    private List<Change> judge(Proposal proposal, List<Change> applied, Map<Probe, Timing> probesBefore) {
        List<Observation> observed = observe(proposal);
        List<Evidence> evidence = new ArrayList<>();
        boolean probesHelped = false;
        for (Map.Entry<Probe, Timing> before : probesBefore.entrySet()) {
            Timing after = probes.time(before.getKey(), Sampling.QUICK);
            evidence.add(evidence(before.getKey().name(), before.getValue(), after));
            probesHelped |= before.getValue().isSlowerThan(after, PROBE_FACTOR);
        }
        if (proposal.stage() == Stage.REPAIR || observed.stream().noneMatch(Observation::isSlower)) {
            return decide(proposal, applied, observed, evidence, probesHelped);
        }
        Trial trial = retry(
                proposal,
                applied,
                observed.stream().filter(Observation::isSlower).toList());
        if (!trial.guilty().isEmpty()) {
            evidence.addAll(0, evidence(trial.guilty()));
            return refuteSuspended(trial.changes(), evidence, "slower: " + names(trial.guilty()));
        }
        return decide(proposal, trial.changes(), observe(proposal), evidence, probesHelped);
    }

    /** Changes after a repeated trial: suspended when somebody is guilty, in force when nobody is. */
    private record Trial(List<Change> changes, List<Observation> guilty) {}

    /** Takes the changes back and brings them again: only who is slow with them and fast without them counts. */
    private Trial retry(Proposal proposal, List<Change> applied, List<Observation> suspects) {
        List<Change> changes = applied;
        List<Observation> guilty = suspects;
        for (int round = 1; round <= ROUNDS; round++) {
            changes = backwards(backwards(changes).map(executor::suspend).toList())
                    .toList();
            reconnectAfter(proposal);
            guilty = guilty(proposal, guilty);
            if (!guilty.isEmpty() && round == ROUNDS) {
                return new Trial(changes, guilty);
            }
            changes = changes.stream()
                    .map(change -> executor.reapply(change, proposal.reasonOf(change.operation())))
                    .toList();
            reconnectAfter(proposal);
            if (guilty.isEmpty()) {
                return new Trial(changes, guilty);
            }
            guilty = guilty.stream()
                    .map(o -> o.withAfter(measurements.time(o.statement(), Sampling.THOROUGH)))
                    .toList();
        }
        return new Trial(changes, guilty);
    }

    private List<Change> decide(
            Proposal proposal,
            List<Change> changes,
            List<Observation> observed,
            List<Evidence> evidence,
            boolean probesHelped) {
        evidence.addAll(
                0, evidence(observed.stream().filter(Observation::isFaster).toList()));
        double saved = observed.stream()
                .filter(Observation::isFaster)
                .mapToDouble(Observation::saved)
                .sum();
        boolean worth = saved > WORTHWHILE * measurements.firstTotal()
                || probesHelped
                || observed.stream().anyMatch(Observation::isRelieved);
        if (!worth && proposal.stage() != Stage.REPAIR && proposal.stage() != Stage.DROP) {
            List<Change> refuted = backwards(changes)
                    .map(change ->
                            executor.refute(change, evidence, "no statement became faster by a worthwhile amount"))
                    .toList();
            reconnectAfter(proposal);
            return backwards(refuted).toList();
        }
        observed.forEach(o -> measurements.accept(o.statement(), o.after(), o.plan()));
        return changes.stream()
                .map(change -> executor.keep(change, evidence, proposal.reasonOf(change.operation())))
                .toList();
    }

    /** Suspects that are fast again without the change; the others get their fresh timing as what to compare with. */
    private List<Observation> guilty(Proposal proposal, List<Observation> suspects) {
        List<Observation> guilty = new ArrayList<>();
        for (Observation suspect : suspects) {
            Timing without = measurements.time(suspect.statement(), Sampling.THOROUGH);
            Observation again = suspect.withBefore(without);
            if (again.isSlower() && isExplained(proposal, again)) {
                guilty.add(again);
            } else {
                measurements.accept(suspect.statement(), without, measurements.plan(suspect.statement()));
            }
        }
        return guilty;
    }

    /** A slow-down needs a way to come about: another plan, more rows read, or an index more to keep up. */
    private boolean isExplained(Proposal proposal, Observation observation) {
        return observation.replanned()
                || observation.rowsRead() > MORE_ROWS * measurements.rowsRead(observation.statement())
                || observation.plan().isEmpty()
                || RelatedTables.areWritten(observation.plan().get(), proposal.operations());
    }

    private List<Change> refuteSuspended(List<Change> suspended, List<Evidence> evidence, String why) {
        return suspended.stream()
                .map(change -> executor.refuteSuspended(change, evidence, why))
                .toList();
    }

    private static Stream<Change> backwards(List<Change> changes) {
        List<Change> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        return reversed.stream();
    }

    private void reconnectAfter(Proposal proposal) {
        if (proposal.stage() == Stage.SETTING) {
            measurements.reconnect();
        }
    }

    /** Re-plans everything, and times what may run differently now. */
    private List<Observation> observe(Proposal proposal) {
        List<Observation> observed = new ArrayList<>();
        for (WorkloadStatement statement : measurements.workload()) {
            Timing before = measurements.timing(statement);
            Optional<PlanNode> plan = measurements.planNow(statement);
            boolean replanned = !PlanShape.of(plan).equals(PlanShape.of(measurements.plan(statement)));
            if (before.wasRun() && (replanned || mayFeel(proposal, plan))) {
                Timing after = measurements.time(statement, Sampling.QUICK);
                observed.add(observed(statement, before, after, replanned, plan));
            }
        }
        return observed;
    }

    /** What looks slower is timed once more, with more runs, and the rows that it reads are counted. */
    private Observation observed(
            WorkloadStatement statement, Timing before, Timing after, boolean replanned, Optional<PlanNode> plan) {
        Observation first = new Observation(statement, before, after, replanned, plan, 0);
        if (!first.isSlower()) {
            return first;
        }
        Timing again = Timing.quieter(after, measurements.time(statement, Sampling.THOROUGH));
        return new Observation(statement, before, again, replanned, plan, measurements.rowsRead(statement));
    }

    /** A statement whose plan stays can still feel a change: writes maintain indexes, fire triggers, check keys. */
    private boolean mayFeel(Proposal proposal, Optional<PlanNode> plan) {
        if (plan.isEmpty()) {
            return true;
        }
        return switch (proposal.stage()) {
            case REPAIR -> false;
            case SETTING ->
                plan.get()
                        .all()
                        .anyMatch(node ->
                                node.type().contains("Sort") || node.type().contains("Hash"));
            case POLICY, INDEX, DROP -> related.areTouched(plan.get(), proposal.operations());
        };
    }

    private Map<Probe, Timing> timeProbes(List<Probe> wanted) {
        Map<Probe, Timing> timings = new LinkedHashMap<>();
        wanted.forEach(probe -> timings.put(probe, probes.time(probe, Sampling.QUICK)));
        return timings;
    }

    private static String names(List<Observation> observed) {
        return observed.stream().map(o -> o.statement().name()).collect(Collectors.joining(", "));
    }

    private List<Evidence> evidence(List<Observation> observed) {
        return observed.stream()
                .filter(o -> o.after().wasRun())
                .map(o -> evidence("statement " + o.statement().name(), o.before(), o.after()))
                .toList();
    }

    private Evidence evidence(String metric, Timing before, Timing after) {
        return new Evidence(
                level, metric, before.median(), after.median(), "ms", Math.min(before.samples(), after.samples()));
    }
}
