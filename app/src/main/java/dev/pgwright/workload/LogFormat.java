package dev.pgwright.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a workload file holds, told by its content. */
enum LogFormat {
    /** SQL with directives in comments. */
    SQL,
    /** log_destination stderr, with a prefix in front of each entry. */
    STDERR,
    /** log_destination csvlog. */
    CSV,
    /** log_destination jsonlog (from 15). */
    JSON;

    private static final int FIRST_LINES = 200;
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    /** A time, then role, database, process: what every line of a csvlog begins with (csvlog.c). */
    private static final Pattern CSV_START = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [^,]+,(?:\"[^\"]*\")?,(?:\"[^\"]*\")?,\\d*,.*");

    /** A text of a file, unpacked when it is a gzip file; bytes that are no UTF-8 become question marks. */
    static BufferedReader open(Path file) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(file), 2);
        try {
            int first = bytes.read();
            int second = bytes.read();
            if (second >= 0) {
                bytes.unread(second);
            }
            if (first >= 0) {
                bytes.unread(first);
            }
            InputStream text = first == GZIP_1 && second == GZIP_2 ? new GZIPInputStream(bytes, BUFFER) : bytes;
            return new BufferedReader(
                    new InputStreamReader(
                            text,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPLACE)
                                    .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                    BUFFER);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Looks at the first lines of a file. */
    static LogFormat of(Path file) throws IOException {
        try (BufferedReader reader = open(file)) {
            LogLines lines = new LogLines(reader);
            for (int i = 0; i < FIRST_LINES; i++) {
                LogFormat format = of(lines.next());
                if (format != null) {
                    return format;
                }
            }
        }
        return SQL;
    }

    /** What a line tells; null when it may be anything. */
    private static @Nullable LogFormat of(@Nullable String line) {
        if (line == null || line.startsWith("--")) {
            return SQL;
        }
        if (line.startsWith("{\"timestamp\":")) {
            return JSON;
        }
        if (CSV_START.matcher(line).matches()) {
            return CSV;
        }
        return StderrLog.isEntryWithPrefix(line) ? STDERR : null;
    }
}
