package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One WebAssembly instruction; a block, loop or if holds its body, so a function is a tree.
 *
 * <p>{@link #operand} is the local index or label depth of those instructions whose operand the splitter rewrites; every
 * other instruction without a body keeps its encoded bytes in {@link #encoded}.
 */
final class Instruction {
    static final int[] NO_TARGETS = {};
    static final byte[] NO_BYTES = {};

    final int opcode;
    byte[] encoded = NO_BYTES;
    int operand;
    int[] targets = NO_TARGETS;
    byte[] blockType = NO_BYTES;
    int blockParameters;
    int blockResults;

    @Nullable
    List<Instruction> body;

    @Nullable
    List<Instruction> otherwise;

    int pops;
    int pushes;
    /** Control never goes past this instruction. */
    boolean terminal;
    /** Must stay in one function with the instruction before it. */
    boolean glued;
    /** Locals whose value may still be read when control stands before this instruction; set by {@link Liveness}. */
    BitSet liveBefore = new BitSet();

    Instruction(int opcode) {
        this.opcode = opcode;
    }

    static Instruction indexed(int opcode, int index) {
        Instruction instruction = new Instruction(opcode);
        WasmWriter writer = new WasmWriter();
        writer.octet(opcode);
        writer.unsigned(index);
        instruction.encoded = writer.toBytes();
        instruction.operand = index;
        instruction.pushes = opcode == Opcode.LOCAL_GET || opcode == Opcode.GLOBAL_GET ? 1 : 0;
        instruction.pops = opcode == Opcode.LOCAL_SET || opcode == Opcode.GLOBAL_SET ? 1 : 0;
        if (opcode == Opcode.LOCAL_TEE) {
            instruction.pops = 1;
            instruction.pushes = 1;
        }
        return instruction;
    }

    static Instruction constant(int value) {
        Instruction instruction = new Instruction(Opcode.I32_CONST);
        WasmWriter writer = new WasmWriter();
        writer.octet(Opcode.I32_CONST);
        writer.signed(value);
        instruction.encoded = writer.toBytes();
        instruction.pushes = 1;
        return instruction;
    }

    static Instruction call(int function, FunctionType type) {
        Instruction instruction = indexed(Opcode.CALL, function);
        instruction.pops = type.parameters().length;
        instruction.pushes = type.results().length;
        return instruction;
    }

    /** {@code return} or {@code unreachable}. */
    static Instruction end(int opcode) {
        Instruction instruction = new Instruction(opcode);
        instruction.encoded = new byte[] {(byte) opcode};
        instruction.terminal = true;
        return instruction;
    }

    static Instruction branch(int opcode, int label) {
        Instruction instruction = new Instruction(opcode);
        instruction.operand = label;
        instruction.terminal = opcode == Opcode.BR;
        instruction.pops = opcode == Opcode.BR_IF ? 1 : 0;
        return instruction;
    }

    static Instruction branchTable(int[] targets) {
        Instruction instruction = new Instruction(Opcode.BR_TABLE);
        instruction.targets = targets;
        instruction.terminal = true;
        instruction.pops = 1;
        return instruction;
    }

    /** A block or if that takes and leaves nothing. */
    static Instruction block(int opcode, List<Instruction> body) {
        Instruction instruction = new Instruction(opcode);
        instruction.blockType = new byte[] {Opcode.TYPE_EMPTY};
        instruction.body = body;
        instruction.pops = opcode == Opcode.IF ? 1 : 0;
        return instruction;
    }

    boolean usesLocal() {
        return opcode == Opcode.LOCAL_GET || opcode == Opcode.LOCAL_SET || opcode == Opcode.LOCAL_TEE;
    }

    boolean branches() {
        return opcode == Opcode.BR || opcode == Opcode.BR_IF;
    }

    /** A copy without bodies, for rewriting. */
    Instruction shallowCopy() {
        Instruction copy = new Instruction(opcode);
        copy.encoded = encoded;
        copy.operand = operand;
        copy.targets = targets;
        copy.blockType = blockType;
        copy.blockParameters = blockParameters;
        copy.blockResults = blockResults;
        copy.pops = pops;
        copy.pushes = pushes;
        copy.terminal = terminal;
        copy.glued = glued;
        return copy;
    }

    /** Size in bytes when written. */
    int size() {
        if (body != null) {
            return 2 + blockType.length + size(body) + (otherwise == null ? 0 : 1 + size(otherwise));
        }
        if (opcode == Opcode.BR_TABLE) {
            int size = 1 + WasmWriter.unsignedLength(targets.length - 1);
            for (int target : targets) {
                size += WasmWriter.unsignedLength(target);
            }
            return size;
        }
        return branches() ? 1 + WasmWriter.unsignedLength(operand) : encoded.length;
    }

    static int size(List<Instruction> instructions) {
        int size = 0;
        for (Instruction instruction : instructions) {
            size += instruction.size();
        }
        return size;
    }

    static void write(List<Instruction> instructions, WasmWriter writer) {
        for (Instruction instruction : instructions) {
            instruction.write(writer);
        }
    }

    private void write(WasmWriter writer) {
        if (body != null) {
            writer.octet(opcode);
            writer.bytes(blockType);
            write(body, writer);
            if (otherwise != null) {
                writer.octet(Opcode.ELSE);
                write(otherwise, writer);
            }
            writer.octet(Opcode.END);
        } else if (opcode == Opcode.BR_TABLE) {
            writer.octet(opcode);
            writer.unsigned(targets.length - 1L);
            for (int target : targets) {
                writer.unsigned(target);
            }
        } else if (branches()) {
            writer.octet(opcode);
            writer.unsigned(operand);
        } else {
            writer.bytes(encoded);
        }
    }

    /** The bodies of this instruction: none, one, or two for an if with an else. */
    List<List<Instruction>> bodies() {
        List<List<Instruction>> bodies = new ArrayList<>(2);
        if (body != null) {
            bodies.add(body);
        }
        if (otherwise != null) {
            bodies.add(otherwise);
        }
        return bodies;
    }
}
