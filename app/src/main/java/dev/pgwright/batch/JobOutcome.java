package dev.pgwright.batch;

import java.util.List;

/**
 * What became of a job, or what would.
 *
 * @param state {@code done}, {@code paused}, {@code planned} for a dry run; a conversion may be {@code undone}, or
 *     {@code dropped} when the old table was given up
 * @param chunks done by all runs; for a dry run how many there would be, about
 * @param rows changed by all runs; for a dry run how many rows the table has, about
 * @param seconds of this run; for a dry run how long it would take, about
 * @param resumed whether an earlier run had begun it
 * @param undo how to take it back; empty when nothing can
 */
public record JobOutcome(
        int id,
        String kind,
        String relation,
        String state,
        long chunks,
        long rows,
        double seconds,
        double rowsPerSecond,
        boolean resumed,
        String undo,
        List<String> notes) {}
