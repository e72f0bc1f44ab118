package dev.pgwright.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server writes to its standard error. An entry begins with the prefix, a word and a colon with two blanks
 * behind it; further lines of it begin with a tab (append_with_tabs in elog.c), so no text in it can look like another
 * entry.
 */
final class StderrLog {
    private static final Set<String> SEVERITIES = Set.of(
            "DEBUG", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5", "LOG", "INFO", "NOTICE", "WARNING", "ERROR",
            "FATAL", "PANIC");
    private static final Set<String> PARTS =
            Set.of("DETAIL", "HINT", "QUERY", "CONTEXT", "STATEMENT", "LOCATION", "BACKTRACE");
    private static final String BEHIND = ":  ";
    private static final int LONGEST_PREFIX = 1000;
    private static final int SESSIONS = 10_000;

    private final LinePrefix prefix;
    private final Consumer<LogEntry> entries;
    /** The entry of each session that may still get its detail: the lines of sessions come mixed. */
    private final Map<String, LogEntry> open = new HashMap<>();

    private final StringBuilder text = new StringBuilder();
    private LinePrefix.@Nullable Read read;
    private String word = "";
    private long broken;

    private StderrLog(LinePrefix prefix, Consumer<LogEntry> entries) {
        this.prefix = prefix;
        this.entries = entries;
    }

    /** Whether a line begins an entry, with a time or a process in front as every usual prefix has. */
    static boolean isEntryWithPrefix(String line) {
        String found = wordOf(line);
        if (!SEVERITIES.contains(found)) {
            return false;
        }
        LinePrefix.Read read = LinePrefix.usual().read(line.substring(0, line.indexOf(found + BEHIND)));
        return !read.time().isEmpty() || !read.session().isEmpty();
    }

    /** The word before the first colon with two blanks that follows one; empty without one. */
    private static String wordOf(String line) {
        int behind = line.indexOf(BEHIND);
        while (behind > 0 && behind <= LONGEST_PREFIX) {
            int start = behind;
            while (start > 0
                    && (Character.isUpperCase(line.charAt(start - 1)) || Character.isDigit(line.charAt(start - 1)))) {
                start--;
            }
            String found = line.substring(start, behind);
            if (SEVERITIES.contains(found) || PARTS.contains(found)) {
                return found;
            }
            behind = line.indexOf(BEHIND, behind + 1);
        }
        return "";
    }

    /** Hands every entry on; returns how many lines belong to none. */
    static long read(BufferedReader reader, LinePrefix prefix, Consumer<LogEntry> entries) throws IOException {
        StderrLog log = new StderrLog(prefix, entries);
        LogLines lines = new LogLines(reader);
        for (String line = lines.next(); line != null; line = lines.next()) {
            log.line(line);
        }
        log.finish();
        log.open.values().forEach(entries);
        return log.broken;
    }

    private void line(String line) {
        if (line.startsWith("\t")) {
            if (read != null && text.length() < LogLines.LONGEST) {
                text.append('\n').append(line, 1, line.length());
            } else if (read == null) {
                broken++;
            }
            return;
        }
        finish();
        word = wordOf(line);
        if (word.isEmpty()) {
            broken += line.isBlank() ? 0 : 1;
            return;
        }
        int at = line.indexOf(word + BEHIND);
        read = prefix.read(line.substring(0, at));
        text.append(line, at + word.length() + BEHIND.length(), line.length());
    }

    /** All lines of a part are read. */
    private void finish() {
        LinePrefix.Read known = read;
        if (known == null) {
            return;
        }
        if (SEVERITIES.contains(word)) {
            LogEntry entry = new LogEntry(
                    known.time(),
                    known.session(),
                    known.role(),
                    known.database(),
                    known.application(),
                    word,
                    text.toString(),
                    "");
            LogEntry before = open.put(known.session(), entry);
            if (before != null) {
                entries.accept(before);
            }
            if (open.size() > SESSIONS) {
                open.values().forEach(entries);
                open.clear();
            }
        } else if (word.equals("DETAIL")) {
            open.computeIfPresent(known.session(), (session, entry) -> entry.withDetail(text.toString()));
        }
        text.setLength(0);
        read = null;
    }
}
