package dev.pgwright.pgquery.build;

/** A cursor over a slice of a WebAssembly binary; numbers are LEB128 as in section 5.2 of the WebAssembly specification. */
final class WasmReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    WasmReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= end;
    }

    void skip(int count) {
        position += count;
    }

    int octet() {
        return bytes[position++] & 0xff;
    }

    int unsigned() {
        int result = 0;
        int shift = 0;
        while (true) {
            int octet = octet();
            result |= (octet & 0x7f) << shift;
            if ((octet & 0x80) == 0) {
                return result;
            }
            shift += 7;
        }
    }

    long signed() {
        long result = 0;
        int shift = 0;
        int octet;
        do {
            octet = octet();
            result |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while ((octet & 0x80) != 0);
        return shift < 64 && (octet & 0x40) != 0 ? result | -1L << shift : result;
    }

    int[] octets(int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = octet();
        }
        return values;
    }

    byte[] bytes(int count) {
        byte[] slice = new byte[count];
        System.arraycopy(bytes, position, slice, 0, count);
        position += count;
        return slice;
    }

    /** The bytes from {@code from} up to the cursor. */
    byte[] since(int from) {
        byte[] slice = new byte[position - from];
        System.arraycopy(bytes, from, slice, 0, slice.length);
        return slice;
    }

    /** The bytes from the cursor to the end of the slice. */
    byte[] rest() {
        byte[] slice = new byte[end - position];
        System.arraycopy(bytes, position, slice, 0, slice.length);
        position = end;
        return slice;
    }
}
