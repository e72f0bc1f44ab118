/** Reading and changing SQL text by its grammar, never by its characters. */
@NullMarked
package dev.pgwright.sql;

import org.jspecify.annotations.NullMarked;
