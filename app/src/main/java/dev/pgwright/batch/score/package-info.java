/**
 * The best items of each user by a scoring description. All arithmetic is on whole numbers, so that every engine gives
 * the same result to the last digit.
 */
@NullMarked
package dev.pgwright.batch.score;

import org.jspecify.annotations.NullMarked;
