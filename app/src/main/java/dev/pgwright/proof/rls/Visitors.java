package dev.pgwright.proof.rls;

import dev.pgwright.advice.rls.SessionSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A covering sample of those who may ask: each kind of user that the policies tell apart. */
public final class Visitors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLAIMS = "request.jwt.claims";

    private final List<String> roles;
    private final String anonymous;

    /**
     * For some roles.
     *
     * @param anonymous the role of requests without a login, which carry no user
     */
    public Visitors(List<String> roles, String anonymous) {
        this.roles = List.copyOf(roles);
        this.anonymous = anonymous;
    }

    /** Values that a piece of the session may have, each with a word on whose it is. */
    public record Values(SessionSource source, Map<String, String> labels, boolean text) {
        public Values {
            labels = new LinkedHashMap<>(labels);
        }
    }

    /** Everybody, with these values of the session. */
    public List<Visitor> of(List<Values> values) {
        List<Visitor> all = new ArrayList<>();
        for (String role : roles) {
            all.add(visitor("no claims", role, Map.of()));
            if (role.equals(anonymous)) {
                all.add(visitor("claims without a user", role, bare(role)));
            } else {
                users(role, values, all);
            }
        }
        return all;
    }

    private void users(String role, List<Values> values, List<Visitor> all) {
        Map<SessionSource, @Nullable String> usual = new LinkedHashMap<>();
        values.forEach(each -> each.labels().keySet().stream().findFirst().ifPresent(v -> usual.put(each.source(), v)));
        Set<String> seen = new LinkedHashSet<>();
        all.add(visitor("claims without a user", role, bare(role)));
        for (Values each : values) {
            each.labels().forEach((value, label) -> add(all, seen, role, label, with(usual, each.source(), value)));
            add(all, seen, role, "NULL as " + name(each.source()), with(usual, each.source(), null));
            if (!each.text()) {
                add(all, seen, role, "a malformed " + name(each.source()), with(usual, each.source(), "no such value"));
            }
        }
    }

    private static Map<SessionSource, @Nullable String> with(
            Map<SessionSource, @Nullable String> usual, SessionSource source, @Nullable String value) {
        Map<SessionSource, @Nullable String> all = new LinkedHashMap<>(usual);
        all.put(source, value);
        return all;
    }

    private static String name(SessionSource source) {
        return source.path().isEmpty() ? source.setting() : String.join(".", source.path());
    }

    private static void add(
            List<Visitor> all,
            Set<String> seen,
            String role,
            String label,
            Map<SessionSource, @Nullable String> values) {
        Map<String, String> settings = new TreeMap<>(bare(role));
        Map<String, ObjectNode> documents = new TreeMap<>();
        values.forEach((source, value) -> {
            if (source.path().isEmpty()) {
                settings.put(source.setting(), value == null ? "" : value);
                return;
            }
            ObjectNode node = documents.computeIfAbsent(
                    source.setting(), setting -> JSON.createObjectNode().put("role", role));
            for (String key : source.path().subList(0, source.path().size() - 1)) {
                node = node.has(key) ? (ObjectNode) node.path(key) : node.putObject(key);
            }
            node.put(source.path().get(source.path().size() - 1), value);
        });
        documents.forEach((setting, document) -> settings.put(setting, document.toString()));
        if (seen.add(settings.toString())) {
            all.add(visitor(label, role, settings));
        }
    }

    private static Map<String, String> bare(String role) {
        return Map.of(CLAIMS, JSON.createObjectNode().put("role", role).toString());
    }

    private static Visitor visitor(String label, String role, Map<String, String> settings) {
        return new Visitor(label, role, settings);
    }
}
