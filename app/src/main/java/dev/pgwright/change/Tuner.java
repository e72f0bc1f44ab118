package dev.pgwright.change;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Stage;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.text.Words;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The loop: measure, try what advice proposes stage by stage, keep what helps, take back what does not, measure again.
 */
public final class Tuner {
    /** Rounds of new index candidates per statement: an index can make another one worthwhile, but not for ever. */
    private static final int ROUNDS = 4;

    /** Stages whose proposals seldom harm each other: tried all at once first. */
    private static final Set<Stage> TOGETHER = EnumSet.of(Stage.REPAIR, Stage.POLICY, Stage.DROP);

    private final Advisor advisor;
    private final Experiment experiment;
    private final Regressions regressions;
    private final Measurements measurements;
    private final Set<String> settled;
    private final Progress progress;
    private final List<Change> changes = new ArrayList<>();

    /** What the tuner asks for proposals; answers from a fresh look at the database. */
    public interface Advisor {
        /** Proposals of a stage from findings. */
        List<Proposal> forFindings(Stage stage);

        /** Index proposals for a statement, from its present plan, best first. */
        List<Proposal> forStatement(WorkloadStatement statement);
    }

    /**
     * Result of a run.
     *
     * @param before timing by statement name
     * @param after timing by statement name, measured when all was done
     */
    public record Outcome(Map<String, Timing> before, Map<String, Timing> after, List<Change> changes) {}

    Tuner(
            Advisor advisor,
            Experiment experiment,
            Regressions regressions,
            Measurements measurements,
            Set<String> settled,
            Progress progress) {
        this.advisor = advisor;
        this.experiment = experiment;
        this.regressions = regressions;
        this.measurements = measurements;
        this.settled = new HashSet<>(settled);
        this.progress = progress;
    }

    /** Runs the loop to its end. */
    public Outcome run() {
        List<Proposal> repairs = untried(Stage.REPAIR); // before measurements leave dead rows of their own
        Map<String, Timing> before = measurements.timeAll(Sampling.THOROUGH, progress);
        measurements.planAll();
        tryAll(Stage.REPAIR, repairs);
        tryFindings(Stage.POLICY);
        tryFindings(Stage.SETTING);
        tryWorkload();
        tryFindings(Stage.INDEX);
        tryFindings(Stage.DROP);
        if (changes.isEmpty()) {
            return new Outcome(before, before, List.of());
        }
        measurements.timeAll(Sampling.THOROUGH, progress);
        List<Change> mended = regressions.mend(changes, before);
        measurements.sweep(); // what looked slower, on a busy machine much of it, was run again
        return new Outcome(before, measurements.timings(), mended);
    }

    private void tryFindings(Stage stage) {
        tryAll(stage, untried(stage));
    }

    private List<Proposal> untried(Stage stage) {
        return advisor.forFindings(stage).stream()
                .filter(proposal -> !settled.contains(proposal.identity()))
                .toList();
    }

    private void tryAll(Stage stage, List<Proposal> proposals) {
        boolean together = TOGETHER.contains(stage) && proposals.size() > 1;
        if (together && attempt(Proposal.together(proposals))) {
            return; // what helps or is harmless all at once need not be measured one by one
        }
        proposals.forEach(this::attempt);
    }

    private void tryWorkload() {
        List<WorkloadStatement> worstFirst = measurements.workload().stream()
                .filter(s -> measurements.timing(s).wasRun() && !measurements.isFastEnough(s))
                .sorted(Comparator.comparingDouble(this::weight).reversed())
                .toList();
        for (WorkloadStatement statement : worstFirst) {
            for (int round = 0;
                    round < ROUNDS && !measurements.isFastEnough(statement) && improveOnce(statement);
                    round++) {
                progress.report("looking again at " + statement.name());
            }
        }
    }

    private double weight(WorkloadStatement statement) {
        return statement.calls() * measurements.timing(statement).median();
    }

    /** Tries the candidates of the present plan until one is kept; true when one was. */
    private boolean improveOnce(WorkloadStatement statement) {
        for (Proposal proposal : advisor.forStatement(statement)) {
            if (attempt(proposal)) {
                return true;
            }
        }
        return false;
    }

    /** True when the proposal was tried now and kept. */
    private boolean attempt(Proposal proposal) {
        if (!settled.add(proposal.identity())) {
            return false;
        }
        int others = proposal.operations().size() - 1;
        progress.report("trying: " + proposal.operations().get(0).title()
                + (others == 0 ? "" : " and " + Words.count(others, "other change", "other changes")));
        List<Change> result = experiment.run(proposal);
        changes.addAll(result);
        boolean kept = result.stream().allMatch(c -> c.state() == ChangeState.KEPT);
        progress.report((kept ? "kept: " : "not kept: ") + result.get(0).reason());
        return kept;
    }

    /** Identities of proposals that a ledger shows as tried before, kept or not: not to be tried again. */
    static Set<String> settled(List<Change> ledger) {
        Set<String> identities = new HashSet<>();
        for (Change change : ledger) {
            boolean lasting = !change.operation().undo().isEmpty(); // a vacuum may be due again
            if (lasting && (change.state().isSettled() || change.state() == ChangeState.REFUTED)) {
                identities.add(change.proposal());
            }
        }
        return identities;
    }
}
