package dev.pgwright.pgquery.analysis;

/**
 * A parameter.
 *
 * @param number 1 for {@code $1}; 0 for one without a number
 * @param castTo the type to which it is cast on the spot, as written, empty when it is not
 * @param clause where it stands
 * @param location char offset, -1 when the tree gives none
 */
public record ParameterUse(int number, String castTo, Clause clause, int location) {}
