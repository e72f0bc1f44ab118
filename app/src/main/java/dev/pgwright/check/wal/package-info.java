/** Judgements about WAL, archiving and replication. */
@NullMarked
package dev.pgwright.check.wal;

import org.jspecify.annotations.NullMarked;
