package dev.pgwright.pgquery.build;

import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run of statements needs when it becomes a function of its own.
 *
 * @param instructions the run; it takes nothing from the stack and leaves nothing on it
 * @param inputs locals whose value it needs
 * @param outputs locals that it sets and that are read later
 * @param exits labels outside the run that it branches to, relative to the run; {@link #RETURN} for a return
 * @param falls whether control can leave at its end
 */
record Run(
        List<Instruction> instructions,
        List<Integer> inputs,
        List<Integer> outputs,
        List<Integer> exits,
        boolean falls) {
    static final int RETURN = -1;
    /** Beyond this, the switch at the call site costs more than the outlining gains. */
    private static final int MAX_EXITS = 6;

    private static final int MAX_INPUTS = 24;
    private static final int MAX_OUTPUTS = 24;

    /** Ways in which control leaves: each needs a code that the caller switches on when there are several. */
    int ways() {
        return exits.size() + (falls ? 1 : 0);
    }

    /** Rough size in bytes of the call that replaces the run. */
    int cost() {
        return 2 * inputs.size() + 3 + (outputs.size() == 1 ? 2 : 5 * outputs.size()) + 4 * exits.size();
    }

    /** Null when the run cannot be outlined: it carries values along a branch, or has too many exits or values. */
    @Nullable
    static Run of(List<Instruction> instructions, Scope scope, int functionResults, BitSet liveAfter) {
        Survey survey = new Survey(scope, functionResults);
        if (!survey.visit(instructions, 0)) {
            return null;
        }
        boolean falls = !instructions.get(instructions.size() - 1).terminal;
        BitSet liveLater = new BitSet();
        if (falls) {
            liveLater.or(liveAfter);
        }
        for (int exit : survey.exits) {
            Scope target = exit == RETURN ? null : scope.at(exit);
            if (target != null) {
                liveLater.or(target.live());
            }
        }
        BitSet outputs = (BitSet) survey.written.clone();
        outputs.and(liveLater);
        // An output that is not written on every path must come in with its old value.
        BitSet inputs = (BitSet) survey.read.clone();
        inputs.or(outputs);
        inputs.and(instructions.get(0).liveBefore);
        if (inputs.cardinality() > MAX_INPUTS || outputs.cardinality() > MAX_OUTPUTS) {
            return null;
        }
        return new Run(
                instructions,
                inputs.stream().boxed().toList(),
                outputs.stream().boxed().toList(),
                List.copyOf(survey.exits),
                falls);
    }

    /** Collects the locals and exits of a run. */
    private static final class Survey {
        private final Scope scope;
        private final int functionResults;
        private final BitSet read = new BitSet();
        private final BitSet written = new BitSet();
        private final TreeSet<Integer> exits = new TreeSet<>();

        Survey(Scope scope, int functionResults) {
            this.scope = scope;
            this.functionResults = functionResults;
        }

        boolean visit(List<Instruction> instructions, int depth) {
            for (Instruction instruction : instructions) {
                if (!visit(instruction, depth)) {
                    return false;
                }
            }
            return true;
        }

        private boolean visit(Instruction instruction, int depth) {
            switch (instruction.opcode) {
                case Opcode.RETURN -> {
                    exits.add(RETURN);
                    return functionResults <= 1 && exits.size() <= MAX_EXITS;
                }
                case Opcode.BR, Opcode.BR_IF -> {
                    return branch(instruction.operand, depth);
                }
                case Opcode.BR_TABLE -> {
                    for (int target : instruction.targets) {
                        if (!branch(target, depth)) {
                            return false;
                        }
                    }
                    return true;
                }
                case Opcode.LOCAL_GET -> read.set(instruction.operand);
                case Opcode.LOCAL_SET, Opcode.LOCAL_TEE -> written.set(instruction.operand);
                default -> {
                    for (List<Instruction> body : instruction.bodies()) {
                        if (!visit(body, depth + 1)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        private boolean branch(int label, int depth) {
            if (label < depth) {
                return true;
            }
            Scope target = scope.at(label - depth);
            if (target == null || target.arity() != 0) {
                return false;
            }
            exits.add(label - depth);
            return exits.size() <= MAX_EXITS;
        }
    }
}
