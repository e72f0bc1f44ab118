package dev.pgwright.pgquery.build;

/** The instruction and type codes that the splitter treats by name; section 5.4 of the WebAssembly specification. */
final class Opcode {
    static final int UNREACHABLE = 0x00;
    static final int NOP = 0x01;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0b;
    static final int BR = 0x0c;
    static final int BR_IF = 0x0d;
    static final int BR_TABLE = 0x0e;
    static final int RETURN = 0x0f;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int DROP = 0x1a;
    static final int SELECT = 0x1b;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int GLOBAL_GET = 0x23;
    static final int GLOBAL_SET = 0x24;
    static final int MEMORY_SIZE = 0x3f;
    static final int MEMORY_GROW = 0x40;
    static final int I32_CONST = 0x41;
    static final int I64_CONST = 0x42;
    static final int F32_CONST = 0x43;
    static final int F64_CONST = 0x44;
    static final int PREFIX_FC = 0xfc;

    static final int TYPE_I32 = 0x7f;
    static final int TYPE_I64 = 0x7e;
    static final int TYPE_F32 = 0x7d;
    static final int TYPE_F64 = 0x7c;
    static final int TYPE_EMPTY = 0x40;
    static final int TYPE_FUNCTION = 0x60;

    private Opcode() {}
}
