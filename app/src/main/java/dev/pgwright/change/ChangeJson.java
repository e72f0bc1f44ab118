package dev.pgwright.change;

import dev.pgwright.operation.Operation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of changes and operations as ledgers and plan files hold them. */
public final class ChangeJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // what earlier versions did not write
            .build();

    private ChangeJson() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static Change change(String json) throws JacksonException {
        return MAPPER.readValue(json, Change.class);
    }

    /** What {@link #write} made of a record. */
    public static <T extends Record> T read(String json, Class<T> type) throws JacksonException {
        return MAPPER.readValue(json, type);
    }

    public static Operation operation(String json) throws JacksonException {
        return MAPPER.readValue(json, Operation.class);
    }
}
