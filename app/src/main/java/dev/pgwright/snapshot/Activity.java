package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server process (pg_stat_activity), pgwright's own left out.
 *
 * @param state active, idle, idle in transaction, ...; null when the role may not see it
 * @param xidAge transactions since its own began, when it has an id
 * @param xminAge transactions that its snapshot holds back from vacuum
 * @param query first 1,000 characters of the running or last statement, literals included
 * @param leaderPid of a parallel worker
 * @param ssl whether the connection is encrypted
 */
public record Activity(
        int pid,
        @Nullable String backendType,
        @Nullable String database,
        @Nullable String role,
        @Nullable String applicationName,
        @Nullable String clientAddress,
        @Nullable Instant backendStart,
        @Nullable Instant transactionStart,
        @Nullable Instant queryStart,
        @Nullable Instant stateChange,
        @Nullable String waitEventType,
        @Nullable String waitEvent,
        @Nullable String state,
        @Nullable Long xidAge,
        @Nullable Long xminAge,
        @Nullable Long queryId,
        @Nullable String query,
        @Nullable Integer leaderPid,
        @Nullable Boolean ssl) {

    /** The same with another text. */
    Activity withQuery(@Nullable String text) {
        return new Activity(
                pid,
                backendType,
                database,
                role,
                applicationName,
                clientAddress,
                backendStart,
                transactionStart,
                queryStart,
                stateChange,
                waitEventType,
                waitEvent,
                state,
                xidAge,
                xminAge,
                queryId,
                text,
                leaderPid,
                ssl);
    }
}
