package dev.pgwright.workload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One statement that the application sends.
 *
 * @param name unique within its workload
 * @param sql the statement without the final semicolon
 * @param calls weight: how often it is sent in the period that the workload stands for
 * @param target how long it should take at most; null when nobody said
 * @param role role that it runs as; null for the connecting user
 * @param claims JSON of {@code request.jwt.claims}; null for none
 * @param line line of the file where it begins, from 1
 */
public record WorkloadStatement(
        String name,
        String sql,
        double calls,
        @Nullable Duration target,
        @Nullable String role,
        @Nullable String claims,
        int line) {}
