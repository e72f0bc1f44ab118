package dev.pgwright.snapshot;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * A snapshot as a JSON file: {@code {"kind", "schemaVersion", "redacted", "facts": {id: {"rows": [...]} or {"why",
 * "howToEnable"}}}}. It holds statistics of the user's data, so it is private to the user.
 */
public final class SnapshotFile {
    /** Raised with every change of a record; files of other versions are refused. */
    public static final int SCHEMA_VERSION = 2;

    private static final String KIND = "pgwright snapshot";

    private SnapshotFile() {}

    /** Writes the file whole or not at all, readable by the user alone. */
    public static void save(Snapshot snapshot, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            PrivateFile.create(partial);
            try (OutputStream out = Files.newOutputStream(partial)) {
                write(snapshot, out);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | JacksonIOException e) {
            PrivateFile.deleteQuietly(partial);
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    "The snapshot could not be written to " + file,
                    "Check the folder, its permissions and the free space.",
                    e);
        }
    }

    private static void write(Snapshot snapshot, OutputStream out) {
        try (JsonGenerator json = SnapshotJson.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("kind", KIND);
            json.writeNumberProperty("schemaVersion", SCHEMA_VERSION);
            json.writeBooleanProperty("redacted", snapshot.isRedacted());
            json.writeObjectPropertyStart("facts");
            snapshot.states().forEach((id, state) -> {
                json.writeObjectPropertyStart(id);
                write(state, json);
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void write(FactState<?> state, JsonGenerator json) {
        if (state instanceof FactState.Unavailable<?> unavailable) {
            json.writeStringProperty("why", unavailable.why());
            json.writeStringProperty("howToEnable", unavailable.howToEnable());
        } else {
            json.writeArrayPropertyStart("rows");
            for (Record row : state.rows()) {
                json.writeRaw("\n");
                json.writePOJO(row);
            }
            json.writeEndArray();
        }
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @throws PgwrightException {@code BAD_FILE} for anything else
     */
    public static Snapshot load(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(file, in);
        } catch (NoSuchFileException e) {
            throw bad(file, "does not exist", "Correct the path.", e);
        } catch (IOException | JacksonIOException e) {
            throw bad(file, "cannot be read", "Check that it is a file and its permissions.", e);
        }
    }

    private static Snapshot read(Path file, InputStream in) {
        try (JsonParser json = SnapshotJson.MAPPER.createParser(in)) {
            Snapshot snapshot = new Loading(file, json).snapshot();
            if (snapshot.rows(Facts.SERVER).isEmpty()) {
                throw bad(file, "is a snapshot without its server", "Take the snapshot again.", null);
            }
            return snapshot;
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            throw bad(file, "is damaged or no snapshot" + at(e), "Give a file that pgwright wrote.", null);
        }
    }

    /** The place alone: the parser's message may quote the file. */
    private static String at(JacksonException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private static PgwrightException bad(Path file, String what, String advice, @Nullable Exception cause) {
        return new PgwrightException(ErrorCode.BAD_FILE, "The file " + file + " " + what, advice, cause);
    }

    /** One pass over the file. */
    private static final class Loading {
        private final Path file;
        private final JsonParser json;
        private final Snapshot.Builder snapshot = new Snapshot.Builder();
        private final Map<String, String> names = new HashMap<>();

        Loading(Path file, JsonParser json) {
            this.file = file;
            this.json = json;
        }

        Snapshot snapshot() {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            expect(KIND.equals(field("kind", JsonToken.VALUE_STRING).getString()));
            int version = field("schemaVersion", JsonToken.VALUE_NUMBER_INT).getIntValue();
            if (version != SCHEMA_VERSION) {
                throw bad(
                        file,
                        "is a snapshot of version " + version + "; this pgwright reads version " + SCHEMA_VERSION,
                        version > SCHEMA_VERSION ? "Use a newer pgwright." : "Take the snapshot again.",
                        null);
            }
            expect(json.nextName(), "redacted");
            snapshot.redacted(Boolean.TRUE.equals(json.nextBooleanValue()));
            field("facts", JsonToken.START_OBJECT);
            for (String id = json.nextName(); id != null; id = json.nextName()) {
                String known = id;
                fact(Facts.find(id)
                        .orElseThrow(() -> bad(
                                file,
                                "holds a fact that this pgwright does not know: " + known,
                                "Use a newer one.",
                                null)));
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            expect(json.nextToken(), JsonToken.END_OBJECT);
            return snapshot.build();
        }

        private <T extends Record> void fact(Fact<T> fact) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            if ("rows".equals(json.nextName())) {
                expect(json.nextToken(), JsonToken.START_ARRAY);
                ObjectReader mapper = SnapshotJson.MAPPER
                        .readerFor(fact.row())
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // the next row follows
                        .withAttribute(SharedStrings.class, names);
                List<T> rows = new ArrayList<>();
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    rows.add(mapper.readValue(json));
                }
                expect(json.currentToken(), JsonToken.END_ARRAY);
                snapshot.put(fact, rows);
            } else {
                expect(json.currentName(), "why");
                expect(json.nextToken(), JsonToken.VALUE_STRING);
                String why = json.getString();
                String howToEnable =
                        field("howToEnable", JsonToken.VALUE_STRING).getString();
                snapshot.put(fact, new FactState.Unavailable<>(why, howToEnable));
            }
            expect(json.nextToken(), JsonToken.END_OBJECT);
        }

        private JsonParser field(String name, JsonToken value) {
            expect(json.nextName(), name);
            expect(json.nextToken(), value);
            return json;
        }

        private void expect(@Nullable Object found, Object wanted) {
            expect(wanted.equals(found));
        }

        private void expect(boolean holds) {
            if (!holds) {
                throw bad(
                        file,
                        "is damaged or no snapshot (line "
                                + json.currentLocation().getLineNr() + ")",
                        "Give a file that pgwright wrote.",
                        null);
            }
        }
    }
}
