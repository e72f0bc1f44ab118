package dev.pgwright.check;

import dev.pgwright.snapshot.Fact;
import dev.pgwright.snapshot.FactState;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Runs checks over a snapshot; one that cannot tell, or breaks, is skipped and costs no other. */
public final class CheckRunner {
    private CheckRunner() {}

    /** Runs every check. */
    public static Examination run(Snapshot snapshot, Thresholds thresholds) {
        return run(Checks.ALL, snapshot, thresholds);
    }

    /** Runs some checks. */
    public static Examination run(List<Check> checks, Snapshot snapshot, Thresholds thresholds) {
        return Examination.of(checks.stream()
                .map(check -> outcome(check, snapshot, thresholds))
                .toList());
    }

    /** Runs one check. */
    public static Outcome outcome(Check check, Snapshot snapshot, Thresholds thresholds) {
        CheckInfo info = check.info();
        for (Fact<?> fact : info.needs()) {
            if (snapshot.state(fact) instanceof FactState.Unavailable<?> missing) {
                return info.skipped(missing.why(), missing.howToEnable());
            }
        }
        try {
            List<Finding> findings = check.find(snapshot, thresholds);
            if (!findings.isEmpty()) {
                return new Outcome.Found(info.id(), findings);
            }
            Optional<Skipped> doubt = check.doubt(snapshot, thresholds);
            return doubt.isPresent() ? doubt.get() : new Outcome.Passed(info.id());
        } catch (RuntimeException | StackOverflowError e) {
            return info.skipped(
                    "A defect of pgwright stopped it (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    "Report it with the saved snapshot; nothing needs to be done on the server.");
        }
    }
}
