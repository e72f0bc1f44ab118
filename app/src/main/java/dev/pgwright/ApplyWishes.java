package dev.pgwright;

import dev.pgwright.change.Patience;
import dev.pgwright.change.verification.PlanApplication;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of {@code apply}.
 *
 * @param workload a file of statements; null for the lab's own, or those that pg_stat_statements has counted
 * @param whole all changes or none, also of a plan whose changes would be tried one by one
 * @param watch how the changes are watched in production; null for not at all
 */
public record ApplyWishes(
        @Nullable Path workload, boolean whole, Patience patience, PlanApplication.@Nullable Wish watch) {
    /** As it is done when nothing else is said. */
    public static ApplyWishes usual(@Nullable Path workload) {
        return new ApplyWishes(workload, false, Patience.usual(), null);
    }
}
