/** Finding, unpacking, starting and stopping a PostgreSQL on the user's own machine. */
@NullMarked
package dev.pgwright.postgres.local;

import org.jspecify.annotations.NullMarked;
