/** Predicted index sizes beside those of indexes that were really built. */
@NullMarked
package dev.pgwright.bench.size;

import org.jspecify.annotations.NullMarked;
