package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of the user's: enum, domain, composite, range or base type.
 *
 * @param extension the extension that owns it
 * @param labels labels of an enum, in order
 * @param baseType of a domain: the type below; of a range: its elements' type
 * @param notNull of a domain
 * @param defaultValue of a domain
 * @param collation of a domain or range, qualified name when it is not the base type's own
 * @param attributes of a composite type
 */
public record DataType(
        long oid,
        String schema,
        String name,
        Kind kind,
        @Nullable String owner,
        @Nullable String extension,
        List<String> labels,
        @Nullable String baseType,
        boolean notNull,
        @Nullable String defaultValue,
        @Nullable String collation,
        List<Attribute> attributes) {
    public DataType {
        labels = List.copyOf(labels);
        attributes = List.copyOf(attributes);
    }

    /** What kind of type. */
    public enum Kind {
        BASE,
        ENUM,
        DOMAIN,
        COMPOSITE,
        RANGE,
        MULTIRANGE
    }

    /** A field of a composite type. */
    public record Attribute(String name, String type) {}
}
