package dev.pgwright.pgquery;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the parser hands over: trees that nest as deep as its own stack allowed, with strings as long as the text. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private Json() {}

    /** Reads a first document, which takes a new JVM a tenth of a second: while the parser starts, that costs nothing. */
    static void load() {
        if (MAPPER.readTree("{\"a\":[{\"b\":1,\"c\":\"d\",\"e\":true}]}").isEmpty()) {
            throw new IllegalStateException("a JSON document with a property was read as empty");
        }
    }
}
