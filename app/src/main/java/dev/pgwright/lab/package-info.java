/**
 * Built-in databases with planted faults. The same lab at the same scale holds the same rows, wherever it is
 * loaded.
 */
@NullMarked
package dev.pgwright.lab;

import org.jspecify.annotations.NullMarked;
