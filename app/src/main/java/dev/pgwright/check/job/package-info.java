/** Judgements about scheduled jobs. */
@NullMarked
package dev.pgwright.check.job;

import org.jspecify.annotations.NullMarked;
