package dev.pgwright.cli;

import dev.pgwright.error.ExitStatus;
import dev.pgwright.report.Tuning;
import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.report.Verification;
import java.util.List;

/** Exit statuses of what may have changed things. */
final class ExitStatusOf {
    static final int DONE = ExitStatus.DONE;

    private ExitStatusOf() {}

    /** A change that was refused or taken back by its verdict is a failure; one without a verdict is a finding. */
    static int tuning(Tuning tuning) {
        int status = Console.status(tuning);
        return status == DONE ? watched(tuning.operations()) : status;
    }

    static int verification(Verification verification) {
        return verification.windows().stream()
                .mapToInt(window -> window.failures().isEmpty() ? watched(window.operations()) : ExitStatus.CHANGE)
                .max()
                .orElse(DONE);
    }

    private static int watched(List<ReportedOperation> operations) {
        if (operations.stream().anyMatch(o -> o.state().equals("undone"))) {
            return ExitStatus.CHANGE;
        }
        return operations.stream().anyMatch(o -> o.state().equals("unverified")) ? ExitStatus.FINDINGS : DONE;
    }
}
