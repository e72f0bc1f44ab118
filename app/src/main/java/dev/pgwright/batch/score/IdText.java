package dev.pgwright.batch.score;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/** Ids as text, from the form in which COPY sends them (the types' send functions). */
final class IdText {
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1); // POSTGRES_EPOCH_JDATE, date.h

    private IdText() {}

    static String of(String type, byte[] raw) {
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        return switch (type) {
            case "smallint" -> String.valueOf(bytes.getShort());
            case "integer" -> String.valueOf(bytes.getInt());
            case "bigint" -> String.valueOf(bytes.getLong());
            case "text", "character varying" -> new String(raw, StandardCharsets.UTF_8);
            case "uuid" -> new UUID(bytes.getLong(), bytes.getLong()).toString();
            case "date" -> EPOCH.plusDays(bytes.getInt()).toString();
            default ->
                throw new PgwrightException(
                        ErrorCode.USAGE,
                        "Ids of type " + type + " cannot be asked for",
                        "Use an id that is a whole number, a text, a uuid or a date.");
        };
    }
}
