/** The program: the facade with one method per verb, and its entry point. */
@NullMarked
package dev.pgwright;

import org.jspecify.annotations.NullMarked;
