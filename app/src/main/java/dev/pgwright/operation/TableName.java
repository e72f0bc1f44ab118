package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;

/** A relation's schema and name, unquoted. */
public record TableName(String schema, String name) {
    /** As SQL text. */
    public String sql() {
        return Identifiers.qualified(schema, name);
    }

    /** As findings and people name it. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
