package dev.pgwright.pgquery.build;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A label that a branch can name: how many values a branch to it carries, which locals are live where it goes, and the
 * label around it.
 */
record Scope(int arity, BitSet live, @Nullable Scope outer) {
    /** The label {@code depth} levels out, or null when there is none. */
    @Nullable
    Scope at(int depth) {
        Scope scope = this;
        for (int i = 0; i < depth && scope != null; i++) {
            scope = scope.outer;
        }
        return scope;
    }
}
