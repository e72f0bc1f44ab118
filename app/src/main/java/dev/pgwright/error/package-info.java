/** Errors that a user sees: each has a code, an owner (user, environment, us) and an exit status. */
@NullMarked
package dev.pgwright.error;

import org.jspecify.annotations.NullMarked;
