/** Judgements about sessions and what they hold. */
@NullMarked
package dev.pgwright.check.connection;

import org.jspecify.annotations.NullMarked;
