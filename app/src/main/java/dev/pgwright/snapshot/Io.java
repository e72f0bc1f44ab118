package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes by kind of process, object and purpose since the last reset (pg_stat_io, from 16). A null means
 * that the combination cannot occur.
 */
public record Io(
        @Nullable String backendType,
        String object,
        String context,
        @Nullable Long reads,
        @Nullable Long readBytes,
        @Nullable Double readTimeMs,
        @Nullable Long writes,
        @Nullable Long writeBytes,
        @Nullable Double writeTimeMs,
        @Nullable Long fileExtends,
        @Nullable Long extendBytes,
        @Nullable Double extendTimeMs,
        @Nullable Long hits,
        @Nullable Long evictions,
        @Nullable Long reuses,
        @Nullable Long fsyncs,
        @Nullable Double fsyncTimeMs,
        @Nullable Instant statisticsReset) {}
