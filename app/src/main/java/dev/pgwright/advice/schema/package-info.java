/** Remedies for findings about the schema. */
@NullMarked
package dev.pgwright.advice.schema;

import org.jspecify.annotations.NullMarked;
