/** Policies that say the same at less cost. */
@NullMarked
package dev.pgwright.advice.rls;

import org.jspecify.annotations.NullMarked;
