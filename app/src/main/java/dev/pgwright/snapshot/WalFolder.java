package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The files in pg_wal: one row. Needs pg_monitor.
 *
 * @param archiveReadyFiles segments that wait for archiving
 */
public record WalFolder(long files, long bytes, @Nullable Long archiveReadyFiles) {}
