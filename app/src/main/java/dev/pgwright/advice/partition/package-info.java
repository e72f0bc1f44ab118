/** Partitions that are made and detached in time. Invariant: nothing is dropped. */
@NullMarked
package dev.pgwright.advice.partition;

import org.jspecify.annotations.NullMarked;
