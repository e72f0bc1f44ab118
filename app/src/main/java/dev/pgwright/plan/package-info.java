/** EXPLAIN output as a tree of records. */
@NullMarked
package dev.pgwright.plan;

import org.jspecify.annotations.NullMarked;
