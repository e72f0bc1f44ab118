/**
 * The statistics-only twin: a local server with the target's schema and statistics and none of its data, which plans
 * as the target does. Its files hold values of the user's (statistics do), so they are private and removed on close.
 */
@NullMarked
package dev.pgwright.twin;

import org.jspecify.annotations.NullMarked;
