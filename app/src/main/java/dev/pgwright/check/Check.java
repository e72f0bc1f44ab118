package dev.pgwright.check;

import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** One judgement: a pure function over a snapshot. */
public interface Check {
    /** What it is, for lists and for the runner. */
    CheckInfo info();

    /** Everything that it finds; called only when all the facts that it needs could be read. */
    List<Finding> find(Snapshot snapshot, Thresholds thresholds);

    /** Why finding nothing in this snapshot does not mean that there is nothing. */
    default Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Optional.empty();
    }
}
