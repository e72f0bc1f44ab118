package dev.pgwright;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of {@code indexes}.
 *
 * @param workload a file of statements or a server's log; null for the lab's own, or those that pg_stat_statements has counted
 * @param budgetBytes that new indexes may take together; null for a share of the tables' size
 * @param hypoPg whether the target's HypoPG is asked for a second opinion
 */
public record IndexWishes(@Nullable Path workload, @Nullable Long budgetBytes, boolean hypoPg) {}
