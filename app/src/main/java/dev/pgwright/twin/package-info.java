/** What the planner would do: a local server with a target's schema and statistics but no data, and index sizes. */
@NullMarked
package dev.pgwright.twin;

import org.jspecify.annotations.NullMarked;
