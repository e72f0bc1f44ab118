package dev.pgwright.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of {@code EXPLAIN (FORMAT JSON)}. */
public final class PlanJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PlanJson() {}

    /** The root node of an EXPLAIN document. */
    public static PlanNode read(String json) {
        return node(MAPPER.readTree(json).path(0).path("Plan"));
    }

    private static PlanNode node(JsonNode json) {
        List<PlanNode> children = new ArrayList<>();
        json.path("Plans").forEach(child -> children.add(node(child)));
        List<String> joins = Stream.of("Hash Cond", "Merge Cond", "Join Filter")
                .map(name -> text(json, name))
                .flatMap(Stream::ofNullable)
                .toList();
        return new PlanNode(
                json.path("Node Type").asString(),
                text(json, "Schema"),
                text(json, "Relation Name"),
                text(json, "Alias"),
                text(json, "Index Name"),
                text(json, "Filter"),
                text(json, "Index Cond"),
                text(json, "Recheck Cond"),
                joins,
                texts(json, "Sort Key"),
                texts(json, "Group Key"),
                json.path("Plan Rows").asDouble(),
                json.path("Startup Cost").asDouble(),
                json.path("Total Cost").asDouble(),
                text(json, "Subplan Name"),
                children);
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static List<String> texts(JsonNode json, String name) {
        List<String> values = new ArrayList<>();
        json.path(name).forEach(value -> values.add(value.asString()));
        return values;
    }
}
