package dev.pgwright.proof.equivalence;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.DataType;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What values a column takes.
 *
 * @param family how its values look
 * @param length longest text in characters; 0 for no limit
 * @param labels of an enum
 * @param element of an array; null for others
 */
record ValueKind(
        Family family,
        int length,
        List<String> labels,
        @Nullable ValueKind element) {
    /** Types whose values are written alike. */
    enum Family {
        SMALL_INTEGER,
        INTEGER,
        BIG_INTEGER,
        NUMERIC,
        FLOAT,
        TEXT,
        BOOLEAN,
        DATE,
        TIMESTAMP,
        TIME,
        INTERVAL,
        UUID,
        JSON,
        BYTES,
        ENUM,
        ARRAY,
        OTHER;

        boolean isNumber() {
            return compareTo(FLOAT) <= 0;
        }

        boolean isInteger() {
            return compareTo(BIG_INTEGER) <= 0;
        }
    }

    static ValueKind of(Snapshot snapshot, Column column) {
        return of(snapshot, column.type(), column.typeOid());
    }

    private static ValueKind of(Snapshot snapshot, String type, long oid) {
        if (type.endsWith("[]")) {
            return new ValueKind(Family.ARRAY, 0, List.of(), of(snapshot, type.substring(0, type.length() - 2), 0));
        }
        Optional<DataType> users = snapshot.rows(Facts.DATA_TYPE).stream()
                .filter(t ->
                        oid == 0 ? type.equals(t.name()) || type.equals(t.schema() + "." + t.name()) : t.oid() == oid)
                .findFirst();
        if (users.isPresent()) {
            DataType own = users.get();
            return switch (own.kind()) {
                case ENUM -> new ValueKind(Family.ENUM, 0, own.labels(), null);
                case DOMAIN -> of(snapshot, Objects.requireNonNullElse(own.baseType(), "text"), 0);
                case BASE, COMPOSITE, RANGE, MULTIRANGE ->
                    new ValueKind(own.name().equals("citext") ? Family.TEXT : Family.OTHER, 0, List.of(), null);
            };
        }
        int open = type.indexOf('(');
        String modifier = open < 0 ? "" : type.substring(open + 1).replaceAll("[^0-9].*$", "");
        Family family = family(type.replaceAll("\\([^)]*\\)", ""));
        int length = family == Family.TEXT && !modifier.isEmpty() ? Integer.parseInt(modifier) : 0;
        return new ValueKind(family, length, List.of(), null);
    }

    private static Family family(String type) {
        return switch (type) {
            case "smallint" -> Family.SMALL_INTEGER;
            case "integer" -> Family.INTEGER;
            case "bigint" -> Family.BIG_INTEGER;
            case "numeric", "money" -> Family.NUMERIC;
            case "real", "double precision" -> Family.FLOAT;
            case "text", "character varying", "character", "name", "citext" -> Family.TEXT;
            case "boolean" -> Family.BOOLEAN;
            case "date" -> Family.DATE;
            case "timestamp without time zone", "timestamp with time zone" -> Family.TIMESTAMP;
            case "time without time zone", "time with time zone" -> Family.TIME;
            case "interval" -> Family.INTERVAL;
            case "uuid" -> Family.UUID;
            case "json", "jsonb" -> Family.JSON;
            case "bytea" -> Family.BYTES;
            default -> Family.OTHER;
        };
    }
}
