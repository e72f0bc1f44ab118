/** The command line for Apache Spark. */
@NullMarked
package dev.pgwright.spark;

import org.jspecify.annotations.NullMarked;
