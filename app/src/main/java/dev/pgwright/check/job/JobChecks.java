package dev.pgwright.check.job;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class JobChecks {
    public static final List<Check> ALL = List.of(new JobFails(), new JobHangs(), new JobLogGrows(), new JobStopped());

    private JobChecks() {}
}
