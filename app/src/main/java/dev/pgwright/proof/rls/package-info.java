/** Whether a change of policies lets the same rows through, by asking as everybody who may come. */
@NullMarked
package dev.pgwright.proof.rls;

import org.jspecify.annotations.NullMarked;
