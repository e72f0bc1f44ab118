package dev.pgwright.twin;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The keys that GIN takes from a document (jsonb_gin.c). */
final class JsonKeys {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int HASH = 4;
    /** Longer texts are kept as eight hexadecimal digits of their hash (JGIN_MAXLENGTH). */
    private static final int LONGEST_TEXT = 125;

    private static final int HASHED_TEXT = 8;

    private JsonKeys() {}

    /** Keys with their stored sizes; none when the text is not whole. */
    static Map<String, Integer> of(String document, boolean paths) {
        Map<String, Integer> found = new HashMap<>();
        try {
            walk(MAPPER.readTree(document), "", paths, false, found);
        } catch (JacksonException e) {
            return Map.of();
        }
        return found;
    }

    private static void walk(JsonNode node, String path, boolean paths, boolean inArray, Map<String, Integer> found) {
        if (node.isObject()) {
            node.properties().forEach(property -> {
                if (!paths) {
                    put(found, "", "K" + property.getKey());
                }
                walk(property.getValue(), path + "." + property.getKey(), paths, false, found);
            });
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, path, paths, true, found));
        } else if (paths) {
            found.put(path + "=" + node, HASH);
        } else {
            // a text within an array counts as a key (JGINFLAG_KEY)
            String kind = node.isString() ? inArray ? "K" : "S" : node.isNumber() ? "N" : "B";
            put(found, path, kind + (node.isString() ? node.asString() : node.toString()));
        }
    }

    /** Named by its field, too: values of one field are estimated together. */
    private static void put(Map<String, Integer> found, String path, String flagged) {
        int bytes = flagged.getBytes(StandardCharsets.UTF_8).length - 1;
        boolean constant = flagged.startsWith("B");
        int text = constant ? 0 : bytes > LONGEST_TEXT ? HASHED_TEXT : bytes;
        found.put(path + "=" + flagged, 1 + 1 + text);
    }
}
