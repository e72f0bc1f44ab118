package dev.pgwright.pgquery.build;

import java.util.Arrays;

/** A growing buffer with the number formats of {@link WasmReader}. */
final class WasmWriter {
    private byte[] buffer = new byte[256];
    private int length;

    void octet(int value) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = (byte) value;
    }

    void unsigned(long value) {
        long rest = value & 0xffff_ffffL;
        while (rest >= 0x80) {
            octet((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    void signed(long value) {
        long rest = value;
        while (true) {
            int low = (int) (rest & 0x7f);
            rest >>= 7;
            boolean signBit = (low & 0x40) != 0;
            if ((rest == 0 && !signBit) || (rest == -1 && signBit)) {
                octet(low);
                return;
            }
            octet(low | 0x80);
        }
    }

    void bytes(byte[] values) {
        if (length + values.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + values.length));
        }
        System.arraycopy(values, 0, buffer, length, values.length);
        length += values.length;
    }

    void octets(int[] values) {
        unsigned(values.length);
        for (int value : values) {
            octet(value);
        }
    }

    /** A vector of byte strings, each with its length: the shape of the code section. */
    void sized(byte[] values) {
        unsigned(values.length);
        bytes(values);
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** How many bytes {@link #unsigned} writes for the value. */
    static int unsignedLength(long value) {
        int count = 1;
        for (long rest = (value & 0xffff_ffffL) >>> 7; rest != 0; rest >>>= 7) {
            count++;
        }
        return count;
    }
}
