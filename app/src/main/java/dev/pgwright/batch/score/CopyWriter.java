package dev.pgwright.batch.score;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Writes rows for {@code COPY ... FROM STDIN (FORMAT binary)}. */
final class CopyWriter {
    /** Signature, no flags, no extension (PostgreSQL's documentation of COPY, "Binary Format"). */
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int BUFFER = 1 << 16;
    private static final int NUMERIC_POSITIVE = 0x0000;
    private static final int NUMERIC_NEGATIVE = 0x4000;
    private static final int DIGITS = 4;
    private static final int BASE = 10_000;
    /** Groups of four digits that a 64-bit number has at most, with one more for a scale that divides a group. */
    private static final int MOST_GROUPS = 6;

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final int[] groups = new int[MOST_GROUPS];

    CopyWriter(CopyIn copy) {
        this.copy = copy;
        buffer.put(HEADER);
    }

    /** Begins a row; its fields follow. */
    void row(int fields) throws SQLException {
        room(Short.BYTES);
        buffer.putShort((short) fields);
    }

    void integer(int value) throws SQLException {
        room(2 * Integer.BYTES);
        buffer.putInt(Integer.BYTES).putInt(value);
    }

    /** A field as it was read. */
    void raw(byte[] value) throws SQLException {
        room(Integer.BYTES);
        buffer.putInt(value.length);
        if (value.length > buffer.capacity()) {
            flush();
            copy.writeToCopy(value, 0, value.length);
            return;
        }
        room(value.length);
        buffer.put(value);
    }

    /**
     * The numeric {@code value / 10^scale} (numeric_send in numeric.c): groups of four digits, the weight of the first
     * group as a power of 10,000, sign, digits shown after the point.
     */
    void numeric(long value, int scale) throws SQLException {
        int fractionGroups = (scale + DIGITS - 1) / DIGITS;
        int shift = fractionGroups * DIGITS - scale;
        int first = split(value, power(shift), groups);
        int last = groups.length;
        while (last > first && groups[last - 1] == 0) {
            last--;
        }
        int count = last - first;
        int weight = count == 0 ? 0 : groups.length - first - fractionGroups - 1;
        room(Integer.BYTES + Short.BYTES * (4 + count));
        buffer.putInt(Short.BYTES * (4 + count));
        buffer.putShort((short) count).putShort((short) weight);
        buffer.putShort((short) (value < 0 ? NUMERIC_NEGATIVE : NUMERIC_POSITIVE))
                .putShort((short) scale);
        for (int i = first; i < last; i++) {
            buffer.putShort((short) groups[i]);
        }
    }

    /** Splits |value| times a small power of ten into groups at the end of the array; the index of the first. */
    private static int split(long value, int factor, int[] groups) {
        Arrays.fill(groups, 0);
        int at = groups.length;
        long rest = value;
        // the lowest group takes the factor; what is above it moves up by whole digits
        long carry = 0;
        while (rest != 0 || carry != 0) {
            long digit = Math.abs(rest % BASE) * factor + carry;
            groups[--at] = (int) (digit % BASE);
            carry = digit / BASE;
            rest /= BASE;
        }
        return at;
    }

    private static int power(int digits) {
        int power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    /** Ends the copy. */
    void finish() throws SQLException {
        room(Short.BYTES);
        buffer.putShort((short) -1);
        flush();
        copy.endCopy();
    }

    private void room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
