package dev.pgwright.pgquery;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Trees without the fields that say where something stood. */
final class Trees {
    private static final List<String> PLACES = List.of(
            "location",
            "name_location",
            "stmt_location",
            "stmt_len",
            "list_start",
            "list_end",
            "rexpr_list_start",
            "rexpr_list_end",
            "version");

    private Trees() {}

    static JsonNode withoutPlaces(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(PLACES);
        }
        node.forEach(Trees::strip);
    }
}
