/** Tests of the build step. */
@NullMarked
package dev.pgwright.pgquery.build;

import org.jspecify.annotations.NullMarked;
