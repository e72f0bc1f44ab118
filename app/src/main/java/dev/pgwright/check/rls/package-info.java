/** Judgements about row-level security: is it on, and what does it cost. */
@NullMarked
package dev.pgwright.check.rls;

import org.jspecify.annotations.NullMarked;
