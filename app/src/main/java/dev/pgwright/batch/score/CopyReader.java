package dev.pgwright.batch.score;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code COPY ... TO STDOUT (FORMAT binary)} (PostgreSQL's documentation of COPY, "Binary Format"). */
final class CopyReader implements AutoCloseable {
    private static final int SIGNATURE = 11;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private boolean begun;
    private int fields;

    CopyReader(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    }

    /** Moves to the next row; false at the end. */
    boolean next() throws IOException {
        if (fields < 0) {
            return false; // the end was seen before
        }
        if (!begun) {
            in.readNBytes(SIGNATURE);
            in.readInt(); // flags: none is used for rows of today
            in.readNBytes(in.readInt());
            begun = true;
        }
        fields = in.readShort();
        return fields >= 0;
    }

    /** How many fields the row has. */
    int fields() {
        return fields;
    }

    /** The next field as it was sent; null for NULL. */
    byte @Nullable [] bytes() throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }

    /** The next field, a bigint that is never NULL. */
    long wholeNumber() throws IOException {
        in.readInt();
        return in.readLong();
    }

    /** The next field, a bigint. */
    @Nullable
    Long number() throws IOException {
        return in.readInt() < 0 ? null : (Long) in.readLong();
    }

    /** The next field, a text. */
    @Nullable
    String text() throws IOException {
        byte[] bytes = bytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The elements of the next field, an array of texts of any shape, without NULLs (array_send in arrayfuncs.c). */
    List<String> texts() throws IOException {
        byte[] bytes = bytes();
        List<String> elements = new ArrayList<>();
        if (bytes == null) {
            return elements;
        }
        ByteBuffer array = ByteBuffer.wrap(bytes);
        int dimensions = array.getInt();
        array.getInt(); // whether there are NULLs
        array.getInt(); // type of the elements
        array.position(array.position() + 8 * dimensions);
        while (array.hasRemaining()) {
            int length = array.getInt();
            if (length >= 0) {
                elements.add(new String(bytes, array.position(), length, StandardCharsets.UTF_8));
                array.position(array.position() + length);
            }
        }
        return elements;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
