/** Tests of the analysis. */
@NullMarked
package dev.pgwright.pgquery.analysis;

import org.jspecify.annotations.NullMarked;
