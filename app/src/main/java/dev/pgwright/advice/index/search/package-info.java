/** Choosing among candidate indexes: few planner calls, an exact selection, a bound on what was missed. */
@NullMarked
package dev.pgwright.advice.index.search;

import org.jspecify.annotations.NullMarked;
