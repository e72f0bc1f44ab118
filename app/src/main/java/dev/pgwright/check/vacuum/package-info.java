/** Judgements about dead rows, planner statistics and who cleans up. */
@NullMarked
package dev.pgwright.check.vacuum;

import org.jspecify.annotations.NullMarked;
