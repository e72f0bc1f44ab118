package dev.pgwright.twin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The main fork of a relation as its server stores it: pages of 8 KiB in segment files of 1 GiB (md.c). The server may
 * run, as long as it has none of the pages written here in its shared buffers.
 */
public final class RelationFile {
    /** Bytes of a page (BLCKSZ). */
    public static final int PAGE_SIZE = 8192;

    /** Pages of a full segment file (RELSEG_SIZE). */
    public static final long SEGMENT_PAGES = 131_072;

    private final Path first;

    /** The relation whose first segment file is at the path: the data folder with pg_relation_filepath. */
    public RelationFile(Path first) {
        this.first = first;
    }

    private Path segment(long number) {
        return number == 0 ? first : first.resolveSibling(first.getFileName() + "." + number);
    }

    /** Pages in all segments. */
    public long pages() {
        try {
            long pages = 0;
            for (long segment = 0; Files.exists(segment(segment)); segment++) {
                long here = Files.size(segment(segment)) / PAGE_SIZE;
                pages += here;
                if (here < SEGMENT_PAGES) {
                    break;
                }
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the relation as long as that by zero pages, which the server takes for new ones (PageIsNew), or cuts it.
     * The new pages take no disk space on file systems that know holes.
     */
    public void resize(long pages) {
        try {
            long full = pages / SEGMENT_PAGES;
            for (long segment = 0; segment <= full; segment++) {
                setLength(segment(segment), Math.min(SEGMENT_PAGES, pages - segment * SEGMENT_PAGES) * PAGE_SIZE);
            }
            // md.c never removes what follows a short segment; of the segments beyond, an empty one may stay
            for (long segment = full + 1; Files.exists(segment(segment)); segment++) {
                Files.delete(segment(segment));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #resize}, but never shorter than it is. */
    public void extend(long pages) {
        if (pages > pages()) {
            resize(pages);
        }
    }

    private static void setLength(Path file, long bytes) throws IOException {
        try (RandomAccessFile segment = new RandomAccessFile(file.toFile(), "rw")) {
            segment.setLength(bytes);
        }
    }

    /** A page, in the byte order of this machine, as the server on it writes it. */
    public ByteBuffer read(long page) {
        ByteBuffer bytes = newPage();
        try (FileChannel channel = FileChannel.open(segment(page / SEGMENT_PAGES), StandardOpenOption.READ)) {
            long start = page % SEGMENT_PAGES * PAGE_SIZE;
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, start + bytes.position()) < 0) {
                    throw new IOException("page " + page + " is beyond the end of " + first);
                }
            }
            return bytes.rewind();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a page that exists, or the one after the last. */
    public void write(long page, ByteBuffer bytes) {
        try (FileChannel channel =
                FileChannel.open(segment(page / SEGMENT_PAGES), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer whole = bytes.duplicate().rewind();
            long start = page % SEGMENT_PAGES * PAGE_SIZE;
            while (whole.hasRemaining()) {
                channel.write(whole, start + whole.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty buffer for a page. */
    public static ByteBuffer newPage() {
        return ByteBuffer.allocate(PAGE_SIZE).order(ByteOrder.nativeOrder());
    }
}
