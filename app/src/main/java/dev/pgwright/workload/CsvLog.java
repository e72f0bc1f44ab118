package dev.pgwright.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads csvlog: fields by position (csvlog.c), the same from PostgreSQL 13 on with more at the end of later ones. */
final class CsvLog {
    private static final int TIME = 0;
    private static final int ROLE = 1;
    private static final int DATABASE = 2;
    private static final int SESSION = 5;
    private static final int SEVERITY = 11;
    private static final int MESSAGE = 13;
    private static final int DETAIL = 14;
    private static final int APPLICATION = 22;
    private static final int LONGEST = 4 * LogLines.LONGEST;

    private final BufferedReader reader;
    private final StringBuilder field = new StringBuilder();
    private int next;
    private long size;

    private CsvLog(BufferedReader reader) throws IOException {
        this.reader = reader;
        this.next = reader.read();
    }

    /** Hands every entry on; returns how many lines were none. */
    static long read(BufferedReader reader, Consumer<LogEntry> entries) throws IOException {
        CsvLog log = new CsvLog(reader);
        long broken = 0;
        for (List<String> row = log.row(); row != null; row = log.row()) {
            if (row.size() > APPLICATION) {
                entries.accept(new LogEntry(
                        row.get(TIME),
                        row.get(SESSION),
                        row.get(ROLE),
                        row.get(DATABASE),
                        row.get(APPLICATION),
                        row.get(SEVERITY),
                        row.get(MESSAGE),
                        row.get(DETAIL)));
            } else {
                broken++;
            }
        }
        return broken;
    }

    /** The fields of the next record; null at the end. */
    private @Nullable List<String> row() throws IOException {
        if (next < 0) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        size = 0;
        do {
            fields.add(field());
        } while (take(','));
        while (next >= 0 && next != '\n') {
            fields.clear(); // something behind a closing quote: no record
            next = reader.read();
        }
        take('\n');
        return fields;
    }

    private boolean take(char wanted) throws IOException {
        boolean there = next == wanted;
        if (there) {
            next = reader.read();
        }
        return there;
    }

    private String field() throws IOException {
        field.setLength(0);
        if (!take('"')) {
            while (next >= 0 && next != ',' && next != '\n') {
                append();
            }
            return field.toString();
        }
        while (next >= 0) {
            if (take('"')) {
                if (next != '"') {
                    break;
                }
            }
            if (size > LONGEST && next == '\n') {
                break; // a quote that was never closed: the record ends with its line
            }
            append();
        }
        return field.toString();
    }

    private void append() throws IOException {
        size++;
        if (field.length() < LogLines.LONGEST) {
            field.append((char) next);
        }
        next = reader.read();
    }
}
