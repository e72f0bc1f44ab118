package dev.pgwright.workload;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of a text of any size, each cut at a length that no sensible statement reaches. */
final class LogLines {
    /** Longer lines are cut: a log may hold a whole file in one literal. */
    static final int LONGEST = 1 << 20;

    private final BufferedReader reader;
    private final StringBuilder line = new StringBuilder();

    LogLines(BufferedReader reader) {
        this.reader = reader;
    }

    /** The next line without its end; null after the last one. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        return line.toString();
    }
}
