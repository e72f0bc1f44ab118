package dev.pgwright;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of {@code prove}.
 *
 * @param plan JSON of indexes, tune or prove, or a file of CREATE INDEX and DROP INDEX statements
 * @param workload a file of statements; null for the lab's own, or those that pg_stat_statements has counted
 * @param on {@code copy}, {@code sample}, {@code template}, or the URI of a copy that the user has made
 * @param bytes limit of a whole copy, or size of a sample; null for the usual
 * @param bytesPerSecond read from the database at most; null for as fast as it goes
 * @param leastFactor factor between run times from which on a difference matters, above 1
 * @param longestRunSeconds a statement is stopped after that long
 * @param seed of samples and of confidence intervals
 */
public record ProofWishes(
        Path plan,
        @Nullable Path workload,
        String on,
        @Nullable Long bytes,
        @Nullable Long bytesPerSecond,
        double leastFactor,
        int longestRunSeconds,
        long seed) {}
