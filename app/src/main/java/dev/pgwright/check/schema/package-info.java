/** Judgements about tables and their keys. */
@NullMarked
package dev.pgwright.check.schema;

import org.jspecify.annotations.NullMarked;
