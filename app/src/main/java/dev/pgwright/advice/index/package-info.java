/** New indexes, and old ones that go. */
@NullMarked
package dev.pgwright.advice.index;

import org.jspecify.annotations.NullMarked;
