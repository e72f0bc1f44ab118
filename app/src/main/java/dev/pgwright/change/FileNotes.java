package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Notes in a file of the user's, written whole or not at all. */
final class FileNotes implements Notes {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    FileNotes(Path file) {
        this.file = file;
    }

    @Override
    public Map<String, String> all(String kind) {
        return read().getOrDefault(kind, new TreeMap<>());
    }

    @Override
    public void put(String kind, String key, String json) {
        Map<String, Map<String, String>> notes = read();
        notes.computeIfAbsent(kind, it -> new TreeMap<>()).put(key, json);
        write(notes);
    }

    @Override
    public void remove(String kind, String key) {
        Map<String, Map<String, String>> notes = read();
        if (notes.containsKey(kind) && notes.get(kind).remove(key) != null) {
            write(notes);
        }
    }

    private Map<String, Map<String, String>> read() {
        try {
            return MAPPER.readValue(
                    Files.readString(file), new TypeReference<TreeMap<String, Map<String, String>>>() {});
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException | JacksonException e) {
            throw unusable(e);
        }
    }

    private void write(Map<String, Map<String, String>> notes) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(partial, MAPPER.writeValueAsString(notes));
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private PgwrightException unusable(Exception e) {
        return new PgwrightException(
                ErrorCode.BAD_FILE,
                "The file " + file + " cannot be read or written",
                "Make its folder writable: what is being verified is written down there.",
                e);
    }
}
