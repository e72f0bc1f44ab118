/** Judgements about partitions by time; the clock is the server's. */
@NullMarked
package dev.pgwright.check.partition;

import org.jspecify.annotations.NullMarked;
