/** Executor, ledger, verification, undo: the only code that writes to a user's database. */
@NullMarked
package dev.pgwright.change;

import org.jspecify.annotations.NullMarked;
