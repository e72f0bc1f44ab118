package dev.pgwright.twin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A segment file of a relation that is short for a while: behind its first pages with data there are zeros, which
 * nothing should read or copy. A session that has opened a segment beyond the first looks there first (mdnblocks in
 * md.c), so what should see the relation short needs a new connection.
 */
final class CutFile {
    /** The server itself leaves up to so many zero pages between others (MAX_BUFFERS_TO_EXTEND_BY in hio.c). */
    private static final int LONG_RUN = 65;

    private final Path path;
    private final long bytes;
    private byte[] cleared = {};

    private CutFile(Path path, long bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** Cuts the file behind its last page with data. */
    static CutFile cut(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            CutFile cut = new CutFile(path, file.length());
            file.setLength(dataPages(file) * RelationFile.PAGE_SIZE);
            return cut;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pages before the first long run of zeros. */
    private static long dataPages(RandomAccessFile file) throws IOException {
        byte[] page = new byte[RelationFile.PAGE_SIZE];
        long pages = file.length() / RelationFile.PAGE_SIZE;
        int zeros = 0;
        for (long i = 0; i < pages; i++) {
            file.readFully(page);
            zeros = isZero(page) ? zeros + 1 : 0;
            if (zeros == LONG_RUN) {
                return i + 1 - LONG_RUN;
            }
        }
        return pages;
    }

    private static boolean isZero(byte[] page) {
        for (byte b : page) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes the pages with data away, too, until it is restored; they stay in the server's shared buffers. */
    void clear() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] pages = new byte[(int) file.length()];
            file.readFully(pages);
            file.setLength(0);
            cleared = pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Gives the file, or a copy of it made meanwhile, its length back. */
    void restore(Path copy) {
        try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
            if (cleared.length > 0) {
                file.write(cleared);
            }
            file.setLength(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restore() {
        restore(path);
    }
}
