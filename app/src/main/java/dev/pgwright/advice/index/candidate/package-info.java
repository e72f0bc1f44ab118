/** Which indexes could serve a statement: read off its conditions, joins, orders and groups, before any plan. */
@NullMarked
package dev.pgwright.advice.index.candidate;

import org.jspecify.annotations.NullMarked;
