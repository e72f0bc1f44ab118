package dev.pgwright.workload;

import java.util.Map;
import java.util.Optional;

/** Literals that stand where no plan depends on the value. */
final class Constants {
    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("int2", "'1'"),
            Map.entry("int4", "'1'"),
            Map.entry("int8", "'1'"),
            Map.entry("float4", "'1'"),
            Map.entry("float8", "'1'"),
            Map.entry("numeric", "'1'"),
            Map.entry("text", "'x'"),
            Map.entry("varchar", "'x'"),
            Map.entry("bpchar", "'x'"),
            Map.entry("name", "'x'"),
            Map.entry("bool", "'true'"),
            Map.entry("date", "'2020-01-01'"),
            Map.entry("timestamp", "'2020-01-01'"),
            Map.entry("timestamptz", "'2020-01-01 00:00+00'"),
            Map.entry("time", "'12:00'"),
            Map.entry("json", "'{}'"),
            Map.entry("jsonb", "'{}'"),
            Map.entry("uuid", "'00000000-0000-0000-0000-000000000000'"));

    private static final Map<String, String> BY_CATEGORY = Map.of("N", "'1'", "S", "'x'", "B", "'true'", "A", "'{}'");

    private Constants() {}

    /** One of that type, as the grammar names it; an array is empty. */
    static Optional<String> ofType(String type) {
        return type.endsWith("[]") ? Optional.of("'{}'") : Optional.ofNullable(BY_TYPE.get(type));
    }

    /** One for a column without statistics. */
    static Optional<String> of(ColumnValues column) {
        String type = column.column().type();
        String literal = switch (type) {
            case "date", "timestamp without time zone", "timestamp with time zone" -> "'2020-01-01'";
            case "json", "jsonb" -> "'{}'";
            case "uuid" -> BY_TYPE.get("uuid");
            default -> BY_CATEGORY.get(column.category());
        };
        return Optional.ofNullable(literal).map(text -> text + "::" + type);
    }
}
