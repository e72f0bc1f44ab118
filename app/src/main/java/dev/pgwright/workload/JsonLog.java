package dev.pgwright.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads jsonlog: an object on each line (jsonlog.c). */
final class JsonLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonLog() {}

    /** Hands every entry on; returns how many lines were none. */
    static long read(BufferedReader reader, Consumer<LogEntry> entries) throws IOException {
        LogLines lines = new LogLines(reader);
        long broken = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            LogEntry entry = entry(line);
            if (entry == null) {
                broken++;
            } else {
                entries.accept(entry);
            }
        }
        return broken;
    }

    private static @Nullable LogEntry entry(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.isObject()) {
                return null;
            }
            return new LogEntry(
                    text(json, "timestamp"),
                    text(json, "session_id"),
                    text(json, "user"),
                    text(json, "dbname"),
                    text(json, "application_name"),
                    text(json, "error_severity"),
                    text(json, "message"),
                    text(json, "detail"));
        } catch (JacksonException e) {
            return null; // without the parser's words, which quote the log
        }
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asString("");
    }
}
