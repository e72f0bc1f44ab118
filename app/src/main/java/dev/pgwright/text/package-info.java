/** Small text helpers without knowledge of PostgreSQL. */
@NullMarked
package dev.pgwright.text;

import org.jspecify.annotations.NullMarked;
