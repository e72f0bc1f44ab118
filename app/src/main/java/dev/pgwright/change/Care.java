package dev.pgwright.change;

import dev.pgwright.postgres.Target;
import dev.pgwright.proof.Replay;
import dev.pgwright.workload.Measurable;

/** How carefully the statements of a workload are run on the database itself. */
public enum Care {
    /** Somebody wrote them down to be measured: writes are run too, and rolled back. */
    WRITTEN_DOWN,
    /** Applications sent them: they run in transactions that only read, and not for long. */
    OF_OTHERS;

    /** A replay on that database. */
    Replay replay(Target target, boolean dryRun) {
        return this == OF_OTHERS ? new Replay(target, true, Measurable.LONGEST_RUN) : new Replay(target, dryRun);
    }
}
