package dev.pgwright.pgquery.build;

/**
 * Joins the data segments of a module to one, with zeros in the gaps, where memory is zero anyway. The thousands of small
 * ones that Emscripten writes take hundreds of milliseconds to read and to lay out when a JVM starts.
 */
final class DataSegments {
    private static final int ACTIVE = 0;

    private DataSegments() {}

    /** The content of a data section with a single segment. */
    static byte[] joined(WasmReader section) {
        int count = section.unsigned();
        int start = -1;
        WasmWriter data = new WasmWriter();
        int end = 0;
        for (int i = 0; i < count; i++) {
            int offset = offset(section, i);
            if (start < 0) {
                start = offset;
                end = offset;
            }
            if (offset < end) {
                throw new IllegalStateException("data segment " + i + " does not follow the one before it");
            }
            data.bytes(new byte[offset - end]);
            int length = section.unsigned();
            data.bytes(section.bytes(length));
            end = offset + length;
        }
        WasmWriter joined = new WasmWriter();
        joined.unsigned(1);
        joined.unsigned(ACTIVE);
        joined.octet(Opcode.I32_CONST);
        joined.signed(start);
        joined.octet(Opcode.END);
        joined.sized(data.toBytes());
        return joined.toBytes();
    }

    private static int offset(WasmReader section, int segment) {
        if (section.unsigned() != ACTIVE || section.octet() != Opcode.I32_CONST) {
            throw new IllegalStateException("data segment " + segment + " has no constant place");
        }
        int offset = (int) section.signed();
        if (section.octet() != Opcode.END) {
            throw new IllegalStateException("data segment " + segment + " has no constant place");
        }
        return offset;
    }
}
