package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** A ledger in a local file, one JSON line per state; the last line of an id counts. A torn last line is ignored. */
public final class FileLedger implements Ledger {
    private final Path file;

    public FileLedger(Path file) {
        this.file = file;
    }

    @Override
    public List<Change> all() {
        Map<Long, Change> latest = new LinkedHashMap<>();
        try {
            if (Files.isRegularFile(file)) {
                for (String line : Files.readAllLines(file)) {
                    read(line, latest);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return new ArrayList<>(latest.values());
    }

    private static void read(String line, Map<Long, Change> latest) {
        if (line.isBlank()) {
            return;
        }
        try {
            Change change = ChangeJson.change(line);
            latest.put(change.id(), change);
        } catch (JacksonException e) {
            // a line cut short by a crash: its state was not yet durable, so the one before counts
        }
    }

    @Override
    public Change add(Change change) {
        long next = all().stream().mapToLong(Change::id).max().orElse(0) + 1;
        Change numbered = change.numbered(next);
        update(numbered);
        return numbered;
    }

    @Override
    public void update(Change change) {
        byte[] line = ("\n" + ChangeJson.write(change) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer buffer = ByteBuffer.wrap(line);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private PgwrightException unusable(IOException e) {
        return new PgwrightException(
                ErrorCode.BAD_FILE,
                "The ledger file " + file + " cannot be read or written",
                "Make its folder writable: nothing is changed without a ledger.",
                e);
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public void close() {}
}
