/**
 * Plain tables become partitioned ones while they are used. Invariant: at any moment the table under the user's name
 * holds every row that was committed to it, and what was cut off anywhere goes on or can be taken back.
 */
@NullMarked
package dev.pgwright.batch.partition;

import org.jspecify.annotations.NullMarked;
