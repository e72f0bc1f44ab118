package dev.pgwright.advice;

import dev.pgwright.check.Finding;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** The automatic change for the findings of one check. */
public interface Remedy {
    /** Id of the check. */
    String check();

    /**
     * A proposal that makes the finding go away; none when this finding needs a person.
     *
     * @param finding of this check
     * @param snapshot the one that the finding is about
     */
    Optional<Proposal> propose(Finding finding, Snapshot snapshot);
}
