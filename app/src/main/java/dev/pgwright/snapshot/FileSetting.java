package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A line of a configuration file (pg_file_settings), in the order in which they are read. Secrets among the values are
 * left out. Needs a superuser.
 *
 * @param line number of the line in the file
 * @param name null where the line could not be read at all
 * @param applied whether the line is the one that counts for its setting
 * @param error what the server said of a line that it refused; what merely waits for a restart has none
 */
public record FileSetting(
        @Nullable String file,
        @Nullable Integer line,
        @Nullable String name,
        @Nullable String value,
        boolean applied,
        @Nullable String error) {}
