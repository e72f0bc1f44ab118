/** A load of many connections at a given rate, and its latencies. */
@NullMarked
package dev.pgwright.bench.load;

import org.jspecify.annotations.NullMarked;
