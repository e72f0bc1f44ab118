/** Settings and extensions of a database. */
@NullMarked
package dev.pgwright.advice.settings;

import org.jspecify.annotations.NullMarked;
