package dev.pgwright.proof;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run read and wrote, as {@code EXPLAIN (ANALYZE, BUFFERS, WAL)} counts it at the top of the plan, parallel
 * workers and planning of subqueries included (show_buffer_usage and show_wal_usage in explain.c). Blocks have 8 KiB.
 *
 * @param hit blocks of tables and indexes that were in the shared buffers
 * @param read blocks that were not
 * @param temp blocks of temporary files read and written
 * @param walBytes log written
 */
public record Counters(long hit, long read, long temp, long walBytes) {
    /** Of a run that failed. */
    public static final Counters NONE = new Counters(0, 0, 0, 0);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Counters of(String json) {
        JsonNode plan = MAPPER.readTree(json).path(0).path("Plan");
        return new Counters(
                plan.path("Shared Hit Blocks").asLong(0),
                plan.path("Shared Read Blocks").asLong(0),
                plan.path("Temp Read Blocks").asLong(0)
                        + plan.path("Temp Written Blocks").asLong(0),
                plan.path("WAL Bytes").asLong(0));
    }

    /** Blocks that the run looked at, wherever they were, temporary files included: other load does not disturb it. */
    public long blocks() {
        return hit + read + temp;
    }
}
