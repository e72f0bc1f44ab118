/** Evidence: what a change is measured to do, and how it was measured. */
@NullMarked
package dev.pgwright.proof;

import org.jspecify.annotations.NullMarked;
