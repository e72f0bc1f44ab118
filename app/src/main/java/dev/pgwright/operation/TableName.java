package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.pgwright.postgres.Identifiers;

/** A relation's schema and name, unquoted. */
public record TableName(String schema, String name) {
    /** As SQL text. */
    @JsonIgnore
    public String sql() {
        return Identifiers.qualified(schema, name);
    }

    /** As findings and people name it. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
