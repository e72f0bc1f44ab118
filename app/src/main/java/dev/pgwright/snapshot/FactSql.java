package dev.pgwright.snapshot;

import dev.pgwright.postgres.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the SQL file of a fact: {@code <id>.<major>.sql} holds from that major on, {@code <id>.sql} from the
 * oldest.
 */
final class FactSql {
    private FactSql() {}

    /** The text that holds for the major; none when the fact does not exist there. */
    static Optional<String> find(String id, int major) {
        for (int from = major; from > ServerVersion.OLDEST_MAJOR; from--) {
            Optional<String> variant = load(id + "." + from + ".sql");
            if (variant.isPresent()) {
                return variant;
            }
        }
        return load(id + ".sql");
    }

    private static Optional<String> load(String name) {
        try (InputStream file = FactSql.class.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JSON document for each row; the marker comment stays first. */
    static String asJson(String sql) {
        int end = sql.indexOf("*/") + 2;
        return sql.substring(0, end) + " SELECT to_json(fact) FROM (" + sql.substring(end) + "\n) AS fact";
    }
}
