/** Benchmarks of scoring, beside what they measure. */
@NullMarked
package dev.pgwright.batch.score;

import org.jspecify.annotations.NullMarked;
