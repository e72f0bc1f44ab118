/** Index candidates from plans: what a condition, an ordering or a join could have used. */
@NullMarked
package dev.pgwright.advice.index;

import org.jspecify.annotations.NullMarked;
