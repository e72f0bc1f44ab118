/** Judgements about statements and the means to see them. */
@NullMarked
package dev.pgwright.check.query;

import org.jspecify.annotations.NullMarked;
