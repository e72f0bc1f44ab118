/** How {@link dev.pgwright.pgquery.PgQuery} runs the WebAssembly classes; not an interface for users. */
@NullMarked
package dev.pgwright.pgquery.engine;

import org.jspecify.annotations.NullMarked;
