/** Preparation and maintenance as plans: which operations, in which order, and why. */
@NullMarked
package dev.pgwright.advice.workflow;

import org.jspecify.annotations.NullMarked;
