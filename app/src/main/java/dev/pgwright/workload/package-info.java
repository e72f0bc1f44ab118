/** Weighted statements: what the application sends, how often, as whom, and how fast it should be. */
@NullMarked
package dev.pgwright.workload;

import org.jspecify.annotations.NullMarked;
