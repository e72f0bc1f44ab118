package dev.pgwright.check;

import java.util.List;

/** What became of a check. */
public sealed interface Outcome permits Outcome.Found, Outcome.Passed, Skipped {
    /** Id of the check. */
    String check();

    /** It found something. */
    record Found(String check, List<Finding> findings) implements Outcome {
        public Found {
            findings = List.copyOf(findings);
        }
    }

    /** It looked and found nothing. */
    record Passed(String check) implements Outcome {}
}
