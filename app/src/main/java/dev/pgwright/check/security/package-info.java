/** Judgements about who may do what. */
@NullMarked
package dev.pgwright.check.security;

import org.jspecify.annotations.NullMarked;
