/** Tests of the parser: each runs the real thing. */
@NullMarked
package dev.pgwright.pgquery;

import org.jspecify.annotations.NullMarked;
