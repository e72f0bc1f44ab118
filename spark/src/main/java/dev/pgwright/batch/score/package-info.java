/** Scoring on Apache Spark; beside the classes of the same package in the program, whose arithmetic it uses. */
@NullMarked
package dev.pgwright.batch.score;

import org.jspecify.annotations.NullMarked;
