package dev.pgwright;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of {@code rls}.
 *
 * @param workload a file of statements; null for the lab's own, or those that pg_stat_statements has counted
 * @param on {@code copy}, {@code sample}, or {@code none} for generated rows alone
 * @param bytes limit of a whole copy, or size of a sample; null for the usual
 */
public record RlsWishes(
        @Nullable Path workload, String on, @Nullable Long bytes) {}
