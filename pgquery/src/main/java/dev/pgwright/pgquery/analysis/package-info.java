/**
 * What a statement reads and writes: relations, columns resolved to their source by PostgreSQL's scope rules, conditions
 * by kind, joins, ordering, functions, sub-queries and parameters.
 *
 * <p>Names are resolved against a {@link dev.pgwright.pgquery.analysis.Catalog} that the caller provides; what it does not
 * know is reported as a {@link dev.pgwright.pgquery.analysis.Problem} rather than guessed.
 */
@NullMarked
package dev.pgwright.pgquery.analysis;

import org.jspecify.annotations.NullMarked;
