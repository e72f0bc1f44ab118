package dev.pgwright.proof.rls;

import java.util.Map;

/**
 * Somebody who asks.
 *
 * @param label what kind of user, for people
 * @param settings what the session says of them, such as {@code request.jwt.claims}
 */
public record Visitor(String label, String role, Map<String, String> settings) {
    public Visitor {
        settings = Map.copyOf(settings);
    }
}
