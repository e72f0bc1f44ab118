package dev.pgwright.batch.score;

import java.util.Map;

/** Types of the columns of the relations that a description names, as {@code format_type} writes them. */
record ColumnTypes(Map<String, Map<String, String>> byRelation) {
    String of(String relation, String column) {
        String type = byRelation.getOrDefault(relation, Map.of()).get(column);
        if (type == null) {
            throw new IllegalStateException("not checked: " + relation + "." + column);
        }
        return type;
    }

    boolean isInteger(String relation, String column) {
        return switch (of(relation, column)) {
            case "smallint", "integer", "bigint" -> true;
            default -> false;
        };
    }
}
