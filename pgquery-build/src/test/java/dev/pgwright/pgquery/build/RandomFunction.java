package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A module with one function {@code (i32, i32) -> i32} of random structured code, large enough to be split: assignments,
 * ifs that set a local on one side only, blocks left from inside, bounded loops, switches and early returns.
 */
final class RandomFunction {
    private static final int LOCALS = 22; // two of them parameters
    private static final int FIRST_COUNTER = LOCALS;
    private static final int MAX_COUNTERS = 40;
    private static final int MAX_DEPTH = 5;

    private final Random random;
    private int counters;

    RandomFunction(long seed) {
        random = new Random(seed);
    }

    byte[] module() {
        List<Instruction> code = new ArrayList<>();
        while (Instruction.size(code) < 6000) {
            code.addAll(statement(0, 0));
        }
        // All of them count, so that none is dead before the end.
        code.add(Instruction.indexed(Opcode.LOCAL_GET, 0));
        for (int local = 1; local < LOCALS; local++) {
            code.add(Instruction.constant(31));
            code.add(operator(0x6c));
            code.add(Instruction.indexed(Opcode.LOCAL_GET, local));
            code.add(operator(0x6a));
        }
        WasmWriter body = new WasmWriter();
        body.unsigned(1);
        body.unsigned(LOCALS - 2 + MAX_COUNTERS);
        body.octet(Opcode.TYPE_I32);
        Instruction.write(code, body);
        body.octet(Opcode.END);
        return module(body.toBytes());
    }

    private static byte[] module(byte[] body) {
        WasmWriter module = new WasmWriter();
        module.bytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(module, 1, new byte[] {1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f});
        section(module, 2, new byte[] {0});
        section(module, 3, new byte[] {1, 0});
        section(module, 5, new byte[] {1, 0, 1});
        section(module, 6, new byte[] {1, 0x7f, 1, 0x41, 7, 0x0b});
        section(module, 7, new byte[] {1, 1, 'f', 0, 0});
        section(module, 12, new byte[] {2});
        WasmWriter code = new WasmWriter();
        code.unsigned(1);
        code.sized(body);
        section(module, 10, code.toBytes());
        section(module, 11, new byte[] {2, 0, 0x41, 8, 0x0b, 1, 'x', 0, 0x41, 12, 0x0b, 2, 'y', 'z'});
        return module.toBytes();
    }

    private static void section(WasmWriter module, int id, byte[] content) {
        module.octet(id);
        module.sized(content);
    }

    /** {@code labels}: how many blocks are around, each of which takes no value. */
    private List<Instruction> statement(int depth, int labels) {
        int choice = depth >= MAX_DEPTH ? 0 : random.nextInt(12);
        return switch (choice) {
            case 5, 6 -> conditional(depth, labels);
            case 7 -> List.of(Instruction.block(Opcode.BLOCK, statements(depth + 1, labels + 1)));
            case 8 -> loop(depth);
            case 9 -> leave(labels);
            case 10 -> dispatch(depth, labels);
            default -> assignment();
        };
    }

    private List<Instruction> statements(int depth, int labels) {
        List<Instruction> list = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            list.addAll(statement(depth, labels));
        }
        return list;
    }

    /** A few locals are read often and most of them hardly ever: those only pass through. */
    private Instruction get() {
        return Instruction.indexed(Opcode.LOCAL_GET, random.nextInt(random.nextInt(20) == 0 ? LOCALS : 5));
    }

    private static Instruction operator(int opcode) {
        Instruction instruction = new Instruction(opcode);
        instruction.encoded = new byte[] {(byte) opcode};
        instruction.pops = 2;
        instruction.pushes = 1;
        return instruction;
    }

    /** {@code a = b op c}, with a constant now and then, or a tee in the middle. */
    private List<Instruction> assignment() {
        int[] operators = {0x6a, 0x6b, 0x6c, 0x71, 0x72, 0x73, 0x48, 0x4a};
        List<Instruction> list = new ArrayList<>();
        list.add(get());
        list.add(random.nextInt(3) == 0 ? Instruction.constant(random.nextInt(100)) : get());
        list.add(operator(operators[random.nextInt(operators.length)]));
        if (random.nextInt(5) == 0) {
            list.add(Instruction.indexed(Opcode.LOCAL_TEE, random.nextInt(LOCALS)));
        }
        list.add(Instruction.indexed(Opcode.LOCAL_SET, random.nextInt(LOCALS)));
        return list;
    }

    private List<Instruction> conditional(int depth, int labels) {
        Instruction test = Instruction.block(Opcode.IF, statements(depth + 1, labels + 1));
        if (random.nextBoolean()) {
            test.otherwise = statements(depth + 1, labels + 1);
        }
        return List.of(get(), Instruction.constant(1), operator(0x71), test);
    }

    /** At most four rounds, by a counter that nothing else touches. */
    private List<Instruction> loop(int depth) {
        if (counters >= MAX_COUNTERS || depth > 2) {
            return assignment();
        }
        int counter = FIRST_COUNTER + counters++;
        List<Instruction> body = new ArrayList<>(statementsWithoutBranches());
        body.add(Instruction.indexed(Opcode.LOCAL_GET, counter));
        body.add(Instruction.constant(1));
        body.add(operator(0x6a));
        body.add(Instruction.indexed(Opcode.LOCAL_TEE, counter));
        body.add(Instruction.constant(4));
        body.add(operator(0x48));
        body.add(Instruction.branch(Opcode.BR_IF, 0));
        List<Instruction> around = new ArrayList<>();
        around.add(Instruction.constant(0));
        around.add(Instruction.indexed(Opcode.LOCAL_SET, counter));
        around.add(Instruction.block(Opcode.LOOP, body));
        return around;
    }

    private List<Instruction> statementsWithoutBranches() {
        List<Instruction> list = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<Instruction> some = assignment();
            list.addAll(
                    random.nextInt(4) == 0
                            ? List.of(
                                    get(), Instruction.constant(1), operator(0x71), Instruction.block(Opcode.IF, some))
                            : some);
        }
        return list;
    }

    /** Out of a block, or out of the function, on a condition. */
    private List<Instruction> leave(int labels) {
        List<Instruction> list = new ArrayList<>(List.of(get(), Instruction.constant(7), operator(0x71)));
        if (labels == 0 || random.nextInt(8) == 0) {
            Instruction returning =
                    Instruction.block(Opcode.IF, new ArrayList<>(List.of(get(), Instruction.end(Opcode.RETURN))));
            list.add(Instruction.constant(3));
            list.add(operator(0x46));
            list.add(returning);
        } else {
            list.add(Instruction.branch(Opcode.BR_IF, random.nextInt(labels)));
        }
        return list;
    }

    private List<Instruction> dispatch(int depth, int labels) {
        int[] targets = new int[4];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = random.nextInt(labels + 2);
        }
        // Behind two blocks of its own; labels beyond those lead further out.
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Math.min(targets[i], labels + 1);
        }
        List<Instruction> inner = new ArrayList<>(
                List.of(get(), Instruction.constant(3), operator(0x71), Instruction.branchTable(targets)));
        List<Instruction> outer = new ArrayList<>(List.of(Instruction.block(Opcode.BLOCK, inner)));
        outer.addAll(statements(depth + 1, labels + 1));
        return List.of(Instruction.block(Opcode.BLOCK, outer));
    }
}
