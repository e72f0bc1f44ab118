package dev.pgwright.pgquery.engine;

import run.endive.runtime.Memory;

/**
 * Notices that the C stack of an instance grew further than it may. WebAssembly itself does not: the stack lies above
 * the program's constants and would grow into them without a word, and what the parser says after that is worth nothing.
 */
final class StackGuard {
    /** Both files have a stack of 32 MiB; half of it is far more than statements of everyday use need. */
    private static final int USABLE_BYTES = 16 << 20;
    /** More than the largest frame of the functions that recurse, so that none of them steps over it. */
    private static final int GUARD_BYTES = 8 << 10;

    private static final long PATTERN = 0x5bd1_e995_9d1b_54c3L;

    private final Memory memory;
    private final int start;

    StackGuard(Memory memory, int stackPointer) {
        this.memory = memory;
        this.start = (stackPointer - USABLE_BYTES) & -Long.BYTES;
        if (start <= 0) {
            throw new IllegalStateException("the C stack is smaller than expected: it starts at " + stackPointer);
        }
        for (int i = 0; i < GUARD_BYTES; i += Long.BYTES) {
            memory.writeLong(start + i, PATTERN);
        }
    }

    /** Throws a {@link StackOverflowError} when the guard has been written over. */
    void check() {
        for (int i = 0; i < GUARD_BYTES; i += Long.BYTES) {
            if (memory.readLong(start + i) != PATTERN) {
                throw new StackOverflowError("C stack");
            }
        }
    }
}
