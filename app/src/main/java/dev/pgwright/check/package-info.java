/** Judgements: each check is a pure function over a snapshot; no database access here. */
@NullMarked
package dev.pgwright.check;

import org.jspecify.annotations.NullMarked;
