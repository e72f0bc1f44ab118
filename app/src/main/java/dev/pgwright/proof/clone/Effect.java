package dev.pgwright.proof.clone;

import dev.pgwright.plan.PlanShape;
import java.util.BitSet;

/**
 * What a set of changes does to one statement: sets of equal effect need not be measured apart.
 *
 * @param shape of the plan
 * @param changes those that the statement may feel although its plan does not show them: what it writes, or what
 *     functions do inside; empty for a statement that shows everything
 */
record Effect(PlanShape shape, BitSet changes) {
    Effect {
        changes = (BitSet) changes.clone();
    }
}
