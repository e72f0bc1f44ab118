package dev.pgwright.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role of the server, without its password.
 *
 * @param connectionLimit -1 for none
 * @param validUntil when the password expires; null for never
 * @param memberOf roles it is a direct member of
 */
public record Role(
        long oid,
        String name,
        boolean superuser,
        boolean inherit,
        boolean createRole,
        boolean createDatabase,
        boolean canLogin,
        boolean replication,
        boolean bypassRls,
        int connectionLimit,
        @Nullable Instant validUntil,
        List<String> memberOf) {
    public Role {
        memberOf = List.copyOf(memberOf);
    }
}
