package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.DataType;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Schema;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Schemas, extensions and types. */
final class TypeDdl {
    private final Snapshot snapshot;

    TypeDdl(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    List<Ddl> schemas() {
        List<Ddl> all = new ArrayList<>();
        for (Schema schema : snapshot.rows(Facts.SCHEMA)) {
            all.add(new Ddl(
                    "schema " + schema.name(),
                    "CREATE SCHEMA IF NOT EXISTS " + quote(schema.name()),
                    Ddl.STATEMENTS_FAIL));
        }
        return all;
    }

    List<Ddl> extensions() {
        List<Ddl> all = new ArrayList<>();
        for (Extension extension : snapshot.rows(Facts.EXTENSION)) {
            String schema = extension.schema();
            if (extension.version() != null
                    && schema != null
                    && !extension.name().equals("plpgsql")) {
                all.add(new Ddl(
                        "extension " + extension.name(),
                        "CREATE EXTENSION IF NOT EXISTS " + quote(extension.name()) + " SCHEMA " + quote(schema),
                        "CREATE EXTENSION IF NOT EXISTS " + quote(extension.name()) + " CASCADE",
                        Ddl.STATEMENTS_FAIL));
            }
        }
        return all;
    }

    List<Ddl> types() {
        List<Ddl> all = new ArrayList<>();
        for (DataType type : snapshot.rows(Facts.DATA_TYPE)) {
            if (type.extension() == null && type.kind() != DataType.Kind.MULTIRANGE) {
                all.add(new Ddl("type " + type.schema() + "." + type.name(), create(type), Ddl.STATEMENTS_FAIL));
            }
        }
        return all;
    }

    /** Collations, aggregates, operators and the like. */
    List<Ddl> definitions() {
        return snapshot.rows(Facts.DEFINITION).stream()
                .filter(definition -> definition.extension() == null)
                .map(definition -> new Ddl(
                        definition.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + definition.schema()
                                + "." + definition.name(),
                        definition.sql(),
                        Ddl.STATEMENTS_FAIL))
                .toList();
    }

    private String create(DataType type) {
        String name = qualified(type.schema(), type.name());
        String collation = type.collation() == null ? "" : ", COLLATION = " + type.collation();
        return switch (type.kind()) {
            case ENUM ->
                "CREATE TYPE " + name + " AS ENUM ("
                        + type.labels().stream().map(label -> literal(label)).collect(Collectors.joining(", ")) + ")";
            case COMPOSITE ->
                "CREATE TYPE " + name + " AS ("
                        + type.attributes().stream()
                                .map(attribute -> quote(attribute.name()) + " " + attribute.type())
                                .collect(Collectors.joining(", "))
                        + ")";
            case RANGE -> "CREATE TYPE " + name + " AS RANGE (SUBTYPE = " + type.baseType() + collation + ")";
            case DOMAIN -> domain(type, name);
            case BASE, MULTIRANGE -> "CREATE TYPE " + name;
        };
    }

    private String domain(DataType type, String name) {
        StringBuilder sql = new StringBuilder("CREATE DOMAIN " + name + " AS " + type.baseType());
        if (type.collation() != null) {
            sql.append(" COLLATE ").append(type.collation());
        }
        if (type.defaultValue() != null) {
            sql.append(" DEFAULT ").append(type.defaultValue());
        }
        for (Constraint constraint : snapshot.rows(Facts.CONSTRAINT)) {
            if (type.name().equals(constraint.domain())
                    && type.schema().equals(constraint.schema())
                    && constraint.definition() != null
                    && constraint.type() == Constraint.Type.CHECK) {
                sql.append(" CONSTRAINT ").append(quote(constraint.name())).append(" ");
                sql.append(constraint.definition().replaceAll(" NOT VALID$", ""));
            }
        }
        return type.notNull() ? sql.append(" NOT NULL").toString() : sql.toString();
    }
}
