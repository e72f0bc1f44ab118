package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves one {@link Run} into a new function and gives the call that replaces it.
 *
 * <p>The new function takes the inputs as parameters. A single output of a run with one way out is its result; otherwise
 * outputs go through {@link Scratch} globals and the result is a code that says which way control left: 0 for the end of
 * the run (when it can be reached), then one per exit.
 */
final class Outliner {
    private final WasmModule module;
    private final Scratch scratch;
    private final FunctionType enclosing;
    private final int[] enclosingLocals;
    private final Run run;
    private final boolean coded;
    private final boolean direct;
    private final Map<Integer, Integer> renamed = new HashMap<>();
    private final List<Integer> extraLocals = new ArrayList<>();

    Outliner(WasmModule module, Scratch scratch, FunctionType enclosing, int[] enclosingLocals, Run run) {
        this.module = module;
        this.scratch = scratch;
        this.enclosing = enclosing;
        this.enclosingLocals = enclosingLocals;
        this.run = run;
        this.coded = run.ways() > 1;
        this.direct = !coded && run.outputs().size() == 1;
    }

    List<Instruction> outline() {
        int[] parameters = new int[run.inputs().size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = enclosingLocals[run.inputs().get(i)];
            renamed.put(run.inputs().get(i), i);
        }
        int[] results = {};
        if (coded) {
            results = new int[] {Opcode.TYPE_I32};
        } else if (direct) {
            results = new int[] {enclosingLocals[run.outputs().get(0)]};
        }
        FunctionType type = new FunctionType(parameters, results);
        int function = module.addFunction(type, body());
        return callSite(Instruction.call(function, type));
    }

    /** The run inside one block per exit; leaving block {@code e} means exit {@code e}. */
    private byte[] body() {
        List<Instruction> code = rename(run.instructions(), 0);
        if (run.falls()) {
            code.addAll(leave(0));
        }
        for (int exit = 0; exit < run.exits().size(); exit++) {
            List<Instruction> around = new ArrayList<>();
            around.add(Instruction.block(Opcode.BLOCK, code));
            around.addAll(leave(run.falls() ? exit + 1 : exit));
            code = around;
        }
        code.add(Instruction.end(Opcode.UNREACHABLE));
        WasmWriter writer = new WasmWriter();
        writeLocals(writer);
        Instruction.write(code, writer);
        writer.octet(Opcode.END);
        return writer.toBytes();
    }

    private void writeLocals(WasmWriter writer) {
        List<int[]> groups = new ArrayList<>();
        for (int type : extraLocals) {
            if (!groups.isEmpty() && groups.get(groups.size() - 1)[1] == type) {
                groups.get(groups.size() - 1)[0]++;
            } else {
                groups.add(new int[] {1, type});
            }
        }
        writer.unsigned(groups.size());
        for (int[] group : groups) {
            writer.unsigned(group[0]);
            writer.octet(group[1]);
        }
    }

    /** Hands the outputs over and returns. */
    private List<Instruction> leave(int code) {
        List<Instruction> sequence = new ArrayList<>();
        if (direct) {
            sequence.add(
                    Instruction.indexed(Opcode.LOCAL_GET, local(run.outputs().get(0))));
        } else {
            eachOutput((output, global) -> {
                sequence.add(Instruction.indexed(Opcode.LOCAL_GET, local(output)));
                sequence.add(Instruction.indexed(Opcode.GLOBAL_SET, global));
            });
            if (coded) {
                sequence.add(Instruction.constant(code));
            }
        }
        sequence.add(Instruction.end(Opcode.RETURN));
        return sequence;
    }

    private interface OutputAction {
        void accept(int output, int global);
    }

    private void eachOutput(OutputAction action) {
        Map<Integer, Integer> ordinals = new HashMap<>();
        for (int output : run.outputs()) {
            int type = enclosingLocals[output];
            action.accept(output, scratch.global(type, ordinals.merge(type, 1, Integer::sum)));
        }
    }

    private int local(int old) {
        return renamed.computeIfAbsent(old, key -> {
            extraLocals.add(enclosingLocals[key]);
            return run.inputs().size() + extraLocals.size() - 1;
        });
    }

    private List<Instruction> rename(List<Instruction> instructions, int depth) {
        List<Instruction> renamedList = new ArrayList<>(instructions.size() + 4);
        for (Instruction instruction : instructions) {
            if (instruction.opcode == Opcode.RETURN) {
                if (enclosing.results().length == 1) {
                    renamedList.add(Instruction.indexed(
                            Opcode.GLOBAL_SET, scratch.global(enclosing.results()[0], 0)));
                }
                renamedList.add(
                        Instruction.branch(Opcode.BR, depth + run.exits().indexOf(Run.RETURN)));
            } else {
                renamedList.add(rename(instruction, depth));
            }
        }
        return renamedList;
    }

    private Instruction rename(Instruction instruction, int depth) {
        if (instruction.usesLocal()) {
            return Instruction.indexed(instruction.opcode, local(instruction.operand));
        }
        Instruction copy = instruction.shallowCopy();
        if (instruction.body != null) {
            copy.body = rename(instruction.body, depth + 1);
            copy.otherwise = instruction.otherwise == null ? null : rename(instruction.otherwise, depth + 1);
        } else if (instruction.branches()) {
            copy.operand = label(instruction.operand, depth);
        } else if (instruction.opcode == Opcode.BR_TABLE) {
            copy.targets = Arrays.stream(instruction.targets)
                    .map(target -> label(target, depth))
                    .toArray();
        }
        return copy;
    }

    private int label(int label, int depth) {
        return label < depth ? label : depth + run.exits().indexOf(label - depth);
    }

    private List<Instruction> callSite(Instruction call) {
        List<Instruction> site = new ArrayList<>();
        run.inputs().forEach(input -> site.add(Instruction.indexed(Opcode.LOCAL_GET, input)));
        site.add(call);
        if (direct) {
            site.add(Instruction.indexed(Opcode.LOCAL_SET, run.outputs().get(0)));
        } else {
            eachOutput((output, global) -> {
                Instruction get = Instruction.indexed(Opcode.GLOBAL_GET, global);
                get.glued = true;
                site.add(get);
                site.add(Instruction.indexed(Opcode.LOCAL_SET, output));
            });
        }
        return switch (run.ways()) {
            case 0 -> {
                site.add(Instruction.end(Opcode.UNREACHABLE));
                yield site;
            }
            case 1 -> {
                if (!run.falls()) {
                    site.addAll(exit(run.exits().get(0)));
                }
                yield site;
            }
            default -> dispatch(site);
        };
    }

    private List<Instruction> exit(int exit) {
        if (exit != Run.RETURN) {
            return List.of(Instruction.branch(Opcode.BR, exit));
        }
        List<Instruction> sequence = new ArrayList<>();
        if (enclosing.results().length == 1) {
            sequence.add(Instruction.indexed(
                    Opcode.GLOBAL_GET, scratch.global(enclosing.results()[0], 0)));
        }
        sequence.add(Instruction.end(Opcode.RETURN));
        return sequence;
    }

    /** Goes on by the code that the call left on the stack. */
    private List<Instruction> dispatch(List<Instruction> site) {
        boolean returns = run.exits().contains(Run.RETURN);
        if (run.falls() && run.exits().size() == 1) {
            int exit = run.exits().get(0);
            site.add(returns ? Instruction.block(Opcode.IF, exit(exit)) : Instruction.branch(Opcode.BR_IF, exit));
            return site;
        }
        // Label 0 is the block in front of the return (if any), the next one the block that ends where the run ended.
        int wrappers = (returns ? 1 : 0) + (run.falls() ? 1 : 0);
        int[] targets = new int[run.ways()];
        int next = 0;
        if (run.falls()) {
            targets[next++] = wrappers - 1;
        }
        for (int exit : run.exits()) {
            targets[next++] = exit == Run.RETURN ? 0 : exit + wrappers;
        }
        site.add(Instruction.branchTable(targets));
        List<Instruction> code = site;
        if (returns) {
            code = new ArrayList<>(List.of(Instruction.block(Opcode.BLOCK, code)));
            code.addAll(exit(Run.RETURN));
        }
        return run.falls() ? new ArrayList<>(List.of(Instruction.block(Opcode.BLOCK, code))) : code;
    }
}
