package dev.pgwright.proof.equivalence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the two things compared: a query, as somebody, after some changes.
 *
 * @param sql one query, without parameters
 * @param role who asks; null for a superuser, whom no policy holds
 * @param claims JSON of {@code request.jwt.claims}; null for none
 * @param setUp statements that change views, functions or policies first, rolled back afterwards
 */
public record Side(
        String sql, @Nullable String role, @Nullable String claims, List<String> setUp) {
    public Side {
        setUp = List.copyOf(setUp);
    }

    /** A query as a superuser, over the schema as it is. */
    public static Side of(String sql) {
        return new Side(sql, null, null, List.of());
    }

    /** The same as a role with claims. */
    public Side as(@Nullable String someone, @Nullable String withClaims) {
        return new Side(sql, someone, withClaims, setUp);
    }

    /** The same after these statements. */
    public Side after(List<String> statements) {
        return new Side(sql, role, claims, statements);
    }
}
