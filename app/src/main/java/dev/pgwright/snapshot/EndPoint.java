package dev.pgwright.snapshot;

/**
 * The smallest and the greatest value of a column that a btree index begins with, as text: the planner looks them up
 * when a condition reaches beyond the histogram (get_actual_variable_range in selfuncs.c).
 */
public record EndPoint(
        long relationOid, String schema, String relation, String column, String least, String greatest) {}
