/** What a change did in production: figures before and after, a verdict with its reason, and the way back. */
@NullMarked
package dev.pgwright.change.verification;

import org.jspecify.annotations.NullMarked;
