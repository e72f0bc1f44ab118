package dev.pgwright.pgquery.analysis;

/** A stored column of a table (or of a view whose definition is not known). */
public record BaseColumn(RelationName relation, String column) {
    @Override
    public String toString() {
        return relation + "." + column;
    }
}
