/** Judgements about indexes: missing, superfluous, broken. */
@NullMarked
package dev.pgwright.check.index;

import org.jspecify.annotations.NullMarked;
