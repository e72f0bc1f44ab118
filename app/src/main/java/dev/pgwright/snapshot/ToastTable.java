package dev.pgwright.snapshot;

/**
 * The table that keeps a table's large values in pieces.
 *
 * @param pages pages at its last vacuum
 * @param tuples pieces then; below 0 when it was never vacuumed
 */
public record ToastTable(long relationOid, String schema, String relation, long pages, double tuples) {}
