package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which locals may still be read, before every instruction of a function. A set that an instruction does not change is
 * shared with its successor; sets are never changed once assigned.
 */
final class Liveness {
    private static final BitSet NOTHING = new BitSet();

    /** Innermost last: what is live where a branch to the label goes. */
    private final List<BitSet> labels = new ArrayList<>();

    static void compute(List<Instruction> function) {
        Liveness liveness = new Liveness();
        liveness.labels.add(NOTHING);
        liveness.before(function, NOTHING);
    }

    private BitSet before(List<Instruction> instructions, BitSet after) {
        BitSet live = after;
        for (int i = instructions.size() - 1; i >= 0; i--) {
            Instruction instruction = instructions.get(i);
            live = before(instruction, live);
            instruction.liveBefore = live;
        }
        return live;
    }

    private BitSet before(Instruction instruction, BitSet after) {
        return switch (instruction.opcode) {
            case Opcode.BLOCK -> inside(instruction.bodies().get(0), after, after);
            case Opcode.LOOP -> loop(instruction, after);
            case Opcode.IF -> {
                List<List<Instruction>> bodies = instruction.bodies();
                BitSet then = inside(bodies.get(0), after, after);
                yield union(then, bodies.size() > 1 ? inside(bodies.get(1), after, after) : after);
            }
            case Opcode.BR -> label(instruction.operand);
            case Opcode.BR_IF -> union(after, label(instruction.operand));
            case Opcode.BR_TABLE -> {
                BitSet live = NOTHING;
                for (int target : instruction.targets) {
                    live = union(live, label(target));
                }
                yield live;
            }
            case Opcode.RETURN, Opcode.UNREACHABLE -> NOTHING;
            case Opcode.LOCAL_GET -> with(after, instruction.operand);
            case Opcode.LOCAL_SET, Opcode.LOCAL_TEE -> without(after, instruction.operand);
            default -> after;
        };
    }

    private BitSet inside(List<Instruction> body, BitSet after, BitSet atLabel) {
        labels.add(atLabel);
        BitSet live = before(body, after);
        labels.remove(labels.size() - 1);
        return live;
    }

    /** A branch to a loop goes to its start, so what is live there feeds back until nothing is added. */
    private BitSet loop(Instruction loop, BitSet after) {
        BitSet start = NOTHING;
        while (true) {
            BitSet next = union(start, inside(loop.bodies().get(0), after, start));
            if (next.equals(start)) {
                return start;
            }
            start = next;
        }
    }

    private BitSet label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    private static BitSet union(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.or(b);
        return both;
    }

    private static BitSet with(BitSet set, int local) {
        if (set.get(local)) {
            return set;
        }
        BitSet changed = (BitSet) set.clone();
        changed.set(local);
        return changed;
    }

    private static BitSet without(BitSet set, int local) {
        if (!set.get(local)) {
            return set;
        }
        BitSet changed = (BitSet) set.clone();
        changed.clear(local);
        return changed;
    }
}
