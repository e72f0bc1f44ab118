package dev.pgwright.pgquery.analysis;

/**
 * Two bare columns of different sources compared.
 *
 * @param left the one written first
 * @param operator {@code =} for USING and NATURAL
 * @param type of the join in whose condition it stands; INNER for one in WHERE
 * @param location char offset, -1 when the tree gives none
 */
public record JoinCondition(ColumnUse left, String operator, ColumnUse right, Type type, int location) {
    /** The kind of join. */
    public enum Type {
        INNER,
        LEFT,
        RIGHT,
        FULL
    }
}
