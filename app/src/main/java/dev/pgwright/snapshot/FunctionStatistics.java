package dev.pgwright.snapshot;

/**
 * Calls of a function since the last reset; rows only where track_functions counts.
 *
 * @param totalTimeMs with what it calls
 * @param selfTimeMs without
 */
public record FunctionStatistics(
        long functionOid, String schema, String function, long calls, double totalTimeMs, double selfTimeMs) {}
