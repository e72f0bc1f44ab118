package dev.pgwright.snapshot;

import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads a string and keeps one copy of each short one: the names of schemas, relations and types come up in every
 * row.
 */
final class SharedStrings extends StdScalarDeserializer<String> {
    private static final int LONGEST = 64;

    SharedStrings() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getString();
        return text.length() <= LONGEST && context.getAttribute(SharedStrings.class) instanceof Map<?, ?> names
                ? shared(names, text)
                : text;
    }

    @SuppressWarnings("unchecked") // only this package sets the attribute
    private static String shared(Map<?, ?> names, String text) {
        String known = ((Map<String, String>) names).putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
