package dev.pgwright.twin;

import dev.pgwright.postgres.Identifiers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The SQL files of this package, and rows of facts as the JSON that they take. */
final class TwinSql {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private TwinSql() {}

    /** The text of a file. */
    static String load(String name) {
        try (InputStream file = TwinSql.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("no file " + name + ".sql");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file with rows in the place of {@code :rows}. */
    static String withRows(String name, List<? extends Record> rows) {
        return load(name).replace(":rows", Identifiers.literal(MAPPER.writeValueAsString(rows)));
    }
}
