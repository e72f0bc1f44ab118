/**
 * Targets, sessions with their safety settings, identifier quoting and SQLSTATEs. Nothing here writes to a user's
 * database.
 */
@NullMarked
package dev.pgwright.postgres;

import org.jspecify.annotations.NullMarked;
