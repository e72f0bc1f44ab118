/** The vocabulary of changes: pure values that know their steps and their undo. Nothing here touches a database. */
@NullMarked
package dev.pgwright.operation;

import org.jspecify.annotations.NullMarked;
