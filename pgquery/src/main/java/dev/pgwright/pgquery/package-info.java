/**
 * PostgreSQL's own parser on the JVM: parse, deparse, fingerprint, normalize, scan and split SQL, and say what a
 * statement reads. {@link dev.pgwright.pgquery.PgQuery} is the way in.
 */
@NullMarked
package dev.pgwright.pgquery;

import org.jspecify.annotations.NullMarked;
