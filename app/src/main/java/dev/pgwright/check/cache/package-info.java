/** Judgements about memory. */
@NullMarked
package dev.pgwright.check.cache;

import org.jspecify.annotations.NullMarked;
