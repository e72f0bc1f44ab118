/**
 * Equivalence: whether a rewritten statement, or the same one behind another view or policy, answers with the same
 * rows. Shown on generated rows at the edges of what the tables allow, and on the rows of a clone; never assumed.
 */
@NullMarked
package dev.pgwright.proof.equivalence;

import org.jspecify.annotations.NullMarked;
