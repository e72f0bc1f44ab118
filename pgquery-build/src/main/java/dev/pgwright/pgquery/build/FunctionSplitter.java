package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits functions that are too large for a JVM method: closed runs of statements become functions of their own.
 *
 * <p>A JVM method holds at most 65,535 bytes of bytecode, and HotSpot compiles none above 8,000. The parser, the tree
 * writers and the deparser of libpg_query are single functions far above that, which would leave them to an interpreter
 * ten to thirty times slower.
 */
final class FunctionSplitter {
    /** Functions up to this size (bytes of WebAssembly) stay as they are. */
    private static final int LEAVE_ALONE = 4000;
    /** What is left of a split function should be no larger than this. */
    private static final int TARGET = 3000;
    /** Largest run that becomes one function. */
    private static final int MAX_RUN = 2600;
    /** Smaller runs gain nothing over the call. */
    private static final int MIN_RUN = 48;

    private static final int MAX_PASSES = 12;

    private final WasmModule module;
    private final Scratch scratch;
    private final FunctionType type;
    private final int[] locals;

    private FunctionSplitter(WasmModule module, Scratch scratch, FunctionType type, int[] locals) {
        this.module = module;
        this.scratch = scratch;
        this.type = type;
        this.locals = locals;
    }

    /** The same module with no function much above {@value #LEAVE_ALONE} bytes, as far as its shape allows. */
    static byte[] split(byte[] wasm) {
        WasmModule module = new WasmModule(wasm);
        Scratch scratch = new Scratch(module);
        int count = module.bodyCount();
        for (int i = 0; i < count; i++) {
            if (module.body(i).length > LEAVE_ALONE) {
                module.replaceBody(
                        i, split(module, scratch, module.functionType(module.imports() + i), module.body(i)));
            }
        }
        return module.toBytes();
    }

    private static byte[] split(WasmModule module, Scratch scratch, FunctionType type, byte[] body) {
        WasmReader reader = new WasmReader(body, 0, body.length);
        int[] locals = readLocals(type, reader);
        byte[] header = Arrays.copyOf(body, reader.position());
        List<Instruction> root = new InstructionDecoder(module, reader).sequence();
        FunctionSplitter splitter = new FunctionSplitter(module, scratch, type, locals);
        int before = Integer.MAX_VALUE;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            int size = Instruction.size(root);
            if (size <= TARGET || size >= before) {
                break;
            }
            before = size;
            Liveness.compute(root);
            splitter.process(root, new Scope(type.results().length, new BitSet(), null), new BitSet());
        }
        WasmWriter writer = new WasmWriter();
        writer.bytes(header);
        Instruction.write(root, writer);
        writer.octet(Opcode.END);
        return writer.toBytes();
    }

    private static int[] readLocals(FunctionType type, WasmReader reader) {
        int[] locals = type.parameters();
        int groups = reader.unsigned();
        for (int i = 0; i < groups; i++) {
            int count = reader.unsigned();
            int valueType = reader.octet();
            int from = locals.length;
            locals = Arrays.copyOf(locals, from + count);
            Arrays.fill(locals, from, locals.length, valueType);
        }
        return locals;
    }

    /** {@code liveAtEnd}: what is live where control goes after the last instruction. */
    private void process(List<Instruction> list, Scope scope, BitSet liveAtEnd) {
        int[] ends = statementEnds(list);
        List<Instruction> result = new ArrayList<>();
        int statement = 0;
        int start = 0;
        while (statement < ends.length) {
            Choice choice = longestRun(list, scope, liveAtEnd, ends, statement, start);
            if (choice != null) {
                result.addAll(new Outliner(module, scratch, type, locals, choice.run).outline());
                statement = choice.nextStatement;
            } else {
                descend(list.subList(start, ends[statement]), list, start, scope, liveAtEnd);
                result.addAll(list.subList(start, ends[statement]));
                statement++;
            }
            start = ends[statement - 1];
        }
        boolean dead = start > 0 && list.get(start - 1).terminal;
        if (!dead) {
            descend(list.subList(start, list.size()), list, start, scope, liveAtEnd);
        }
        result.addAll(list.subList(start, list.size()));
        list.clear();
        list.addAll(result);
    }

    /** Where the stack is as empty as at the start, up to the first instruction after which control never comes. */
    private static int[] statementEnds(List<Instruction> list) {
        int[] ends = new int[list.size()];
        int count = 0;
        int height = 0;
        for (int i = 0; i < list.size(); i++) {
            Instruction instruction = list.get(i);
            height -= instruction.pops;
            if (height < 0) {
                return new int[0]; // takes a parameter of the block
            }
            height += instruction.pushes;
            boolean gluedNext = i + 1 < list.size() && list.get(i + 1).glued;
            if (instruction.terminal || (height == 0 && !gluedNext)) {
                ends[count++] = i + 1;
            }
            if (instruction.terminal) {
                break;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    private record Choice(Run run, int nextStatement) {}

    /** The longest run from a statement on that is worth a function, or null. */
    @Nullable
    private Choice longestRun(
            List<Instruction> list, Scope scope, BitSet liveAtEnd, int[] ends, int statement, int start) {
        Choice best = null;
        int size = 0;
        int from = start;
        for (int i = statement; i < ends.length; i++) {
            List<Instruction> next = list.subList(from, ends[i]);
            size += Instruction.size(next);
            if (size > MAX_RUN) {
                break;
            }
            BitSet liveAfter = ends[i] < list.size() ? list.get(ends[i]).liveBefore : liveAtEnd;
            Run run = Run.of(list.subList(start, ends[i]), scope, type.results().length, liveAfter);
            if (run == null) {
                if (Run.of(next, scope, type.results().length, liveAfter) == null) {
                    break; // no longer run can hold this statement either
                }
            } else if (size >= MIN_RUN && size > run.cost() * 2 + 8) {
                best = new Choice(run, i + 1);
            }
            from = ends[i];
        }
        return best;
    }

    private void descend(List<Instruction> part, List<Instruction> list, int offset, Scope scope, BitSet liveAtEnd) {
        for (int i = 0; i < part.size(); i++) {
            Instruction instruction = part.get(i);
            if (instruction.body == null || instruction.blockParameters > 0 || instruction.size() < MIN_RUN) {
                continue;
            }
            int next = offset + i + 1;
            BitSet after = next < list.size() ? list.get(next).liveBefore : liveAtEnd;
            Scope inner = instruction.opcode == Opcode.LOOP
                    ? new Scope(instruction.blockParameters, instruction.liveBefore, scope)
                    : new Scope(instruction.blockResults, after, scope);
            instruction.bodies().forEach(body -> process(body, inner, after));
        }
    }
}
