/** Dead rows, statistics, and who cleans up. */
@NullMarked
package dev.pgwright.advice.vacuum;

import org.jspecify.annotations.NullMarked;
