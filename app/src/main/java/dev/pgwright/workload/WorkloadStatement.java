package dev.pgwright.workload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One statement that the application sends.
 *
 * @param name unique within its workload
 * @param sql the statement without the final semicolon; it has parameters ({@code $1}) only when its origin says so
 * @param calls weight: how often it is sent in the period that the workload stands for
 * @param target how long it should take at most; null when nobody said
 * @param role role that it runs as; null for the connecting user
 * @param claims JSON of {@code request.jwt.claims}; null for none
 * @param line line of the file where it begins, from 1; 0 when it comes from no file
 * @param origin what the server counted and what was put in for its parameters
 */
public record WorkloadStatement(
        String name,
        String sql,
        double calls,
        @Nullable Duration target,
        @Nullable String role,
        @Nullable String claims,
        int line,
        StatementOrigin origin) {
    /** A statement as it is sent. */
    public WorkloadStatement(
            String name,
            String sql,
            double calls,
            @Nullable Duration target,
            @Nullable String role,
            @Nullable String claims,
            int line) {
        this(name, sql, calls, target, role, claims, line, StatementOrigin.WRITTEN_DOWN);
    }

    /** True when parameters are left in the text: it can be planned ({@link GenericPlan}), but not run. */
    public boolean isGeneric() {
        return origin.parametersLeft() > 0;
    }

    /** Time in milliseconds that the server spent on these calls; 0 when nobody measured it. */
    public double millis() {
        return origin.millis();
    }
}
