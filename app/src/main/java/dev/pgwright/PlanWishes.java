package dev.pgwright;

import dev.pgwright.advice.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of {@code plan}.
 *
 * @param workload a file of statements; null for the lab's own, or those that pg_stat_statements has counted
 * @param only names of the batch's statements with {@code *} for any letters; null for all
 * @param role that the batch logs in as; null for settings of the database
 * @param replicas targets of the replicas on which indexes may be used as well
 * @param unused how long an index has to be unused before it is dropped
 */
public record PlanWishes(
        Workflow workflow,
        @Nullable Path workload,
        @Nullable String only,
        @Nullable String role,
        List<String> replicas,
        Duration unused) {
    public PlanWishes {
        replicas = List.copyOf(replicas);
    }
}
