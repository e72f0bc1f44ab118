package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decodes the body of a function to a tree, with the number of stack values that each instruction takes and leaves. */
final class InstructionDecoder {
    private final WasmModule module;
    private final WasmReader reader;
    private int terminator;

    InstructionDecoder(WasmModule module, WasmReader reader) {
        this.module = module;
        this.reader = reader;
    }

    /** Everything up to the matching {@code end} or {@code else}. */
    List<Instruction> sequence() {
        List<Instruction> instructions = new ArrayList<>();
        while (true) {
            int start = reader.position();
            int opcode = reader.octet();
            if (opcode == Opcode.END || opcode == Opcode.ELSE) {
                terminator = opcode;
                return instructions;
            }
            Instruction instruction = new Instruction(opcode);
            decode(instruction);
            if (instruction.body == null && !instruction.branches() && opcode != Opcode.BR_TABLE) {
                instruction.encoded = reader.since(start);
            }
            instructions.add(instruction);
        }
    }

    private void decode(Instruction instruction) {
        switch (instruction.opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> decodeBlock(instruction);
            case Opcode.BR, Opcode.BR_IF -> {
                instruction.operand = reader.unsigned();
                instruction.terminal = instruction.opcode == Opcode.BR;
                instruction.pops = instruction.opcode == Opcode.BR_IF ? 1 : 0;
            }
            case Opcode.BR_TABLE -> {
                int[] targets = new int[reader.unsigned() + 1];
                Arrays.setAll(targets, i -> reader.unsigned());
                instruction.targets = targets;
                instruction.pops = 1;
                instruction.terminal = true;
            }
            case Opcode.RETURN, Opcode.UNREACHABLE -> instruction.terminal = true;
            case Opcode.CALL -> {
                instruction.operand = reader.unsigned();
                effect(instruction, module.functionType(instruction.operand), 0);
            }
            case Opcode.CALL_INDIRECT -> {
                effect(instruction, module.type(reader.unsigned()), 1);
                reader.unsigned();
            }
            case Opcode.LOCAL_GET, Opcode.GLOBAL_GET -> indexed(instruction, 0, 1);
            case Opcode.LOCAL_SET, Opcode.GLOBAL_SET -> indexed(instruction, 1, 0);
            case Opcode.LOCAL_TEE -> indexed(instruction, 1, 1);
            default -> decodeValue(instruction);
        }
    }

    private void decodeBlock(Instruction block) {
        int start = reader.position();
        int type = (int) reader.signed();
        block.blockType = reader.since(start);
        if (type >= 0) {
            block.blockParameters = module.type(type).parameters().length;
            block.blockResults = module.type(type).results().length;
        } else {
            block.blockResults = (block.blockType[0] & 0x7f) == Opcode.TYPE_EMPTY ? 0 : 1;
        }
        block.body = sequence();
        if (block.opcode == Opcode.IF && terminator == Opcode.ELSE) {
            block.otherwise = sequence();
        }
        block.pops = block.blockParameters + (block.opcode == Opcode.IF ? 1 : 0);
        block.pushes = block.blockResults;
    }

    private void indexed(Instruction instruction, int pops, int pushes) {
        instruction.operand = reader.unsigned();
        effect(instruction, pops, pushes);
    }

    /** Instructions that only take and leave values. */
    private void decodeValue(Instruction instruction) {
        int opcode = instruction.opcode;
        switch (opcode) {
            case Opcode.NOP -> effect(instruction, 0, 0);
            case Opcode.DROP -> effect(instruction, 1, 0);
            case Opcode.SELECT -> effect(instruction, 3, 1);
            case Opcode.MEMORY_SIZE -> literal(instruction, 1, 0);
            case Opcode.MEMORY_GROW -> literal(instruction, 1, 1);
            case Opcode.I32_CONST, Opcode.I64_CONST -> {
                reader.signed();
                effect(instruction, 0, 1);
            }
            case Opcode.F32_CONST -> literal(instruction, 4, 0);
            case Opcode.F64_CONST -> literal(instruction, 8, 0);
            case Opcode.PREFIX_FC -> decodePrefixed(instruction);
            default -> {
                if (isLoad(opcode) || isStore(opcode)) {
                    reader.unsigned();
                    reader.unsigned();
                    effect(instruction, isLoad(opcode) ? 1 : 2, isLoad(opcode) ? 1 : 0);
                } else if (isNumeric(opcode)) {
                    effect(instruction, isUnary(opcode) ? 1 : 2, 1);
                } else {
                    throw new IllegalStateException("unknown WebAssembly opcode 0x" + Integer.toHexString(opcode));
                }
            }
        }
    }

    private void literal(Instruction instruction, int bytes, int pops) {
        reader.skip(bytes);
        effect(instruction, pops, 1);
    }

    /** Saturating conversions (0 to 7) and bulk memory (8 to 11). */
    private void decodePrefixed(Instruction instruction) {
        int sub = reader.unsigned();
        switch (sub) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> effect(instruction, 1, 1);
            case 8 -> {
                reader.unsigned();
                reader.octet();
                effect(instruction, 3, 0);
            }
            case 9 -> reader.unsigned();
            case 10 -> {
                reader.skip(2);
                effect(instruction, 3, 0);
            }
            case 11 -> {
                reader.octet();
                effect(instruction, 3, 0);
            }
            default -> throw new IllegalStateException("unknown WebAssembly opcode 0xfc " + sub);
        }
    }

    private static boolean isLoad(int opcode) {
        return opcode >= 0x28 && opcode <= 0x35;
    }

    private static boolean isStore(int opcode) {
        return opcode >= 0x36 && opcode <= 0x3e;
    }

    private static boolean isNumeric(int opcode) {
        return opcode >= 0x45 && opcode <= 0xc4;
    }

    /** The tests against zero, the unary arithmetic of the four types, and all conversions. */
    private static boolean isUnary(int opcode) {
        return opcode == 0x45
                || opcode == 0x50
                || (opcode >= 0x67 && opcode <= 0x69)
                || (opcode >= 0x79 && opcode <= 0x7b)
                || (opcode >= 0x8b && opcode <= 0x91)
                || (opcode >= 0x99 && opcode <= 0x9f)
                || opcode >= 0xa7;
    }

    private static void effect(Instruction instruction, FunctionType type, int extraPops) {
        effect(instruction, type.parameters().length + extraPops, type.results().length);
    }

    private static void effect(Instruction instruction, int pops, int pushes) {
        instruction.pops = pops;
        instruction.pushes = pushes;
    }
}
