package dev.pgwright.pgquery.analysis;

/** Schema and name as stored, without quotes; the schema is empty for a relation that the catalog does not know. */
public record RelationName(String schema, String name) {
    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
