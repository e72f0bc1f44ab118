package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Grant;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.RoleSetting;
import dev.pgwright.snapshot.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The roles whom policies hold, as an application uses them. */
public final class Audience {
    private static final int MOST = 6;
    private static final List<String> API = List.of("anon", "authenticated", "web_anon");

    private final Snapshot snapshot;
    private final Map<String, Role> roles;

    public Audience(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.roles = snapshot.rows(Facts.ROLE).stream()
                .collect(Collectors.toMap(Role::name, Function.identity(), (a, b) -> a));
    }

    /** The role of requests without a login; empty text when there is none. */
    public String anonymous() {
        String configured = snapshot.rows(Facts.ROLE_SETTING).stream()
                .filter(setting -> setting.name().equals("pgrst.db_anon_role"))
                .map(RoleSetting::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("anon");
        return roles.containsKey(configured) ? configured : roles.containsKey("web_anon") ? "web_anon" : "";
    }

    /** Those whom the policies of a table hold: named by them, or with a privilege on it. */
    public List<String> of(Relation table) {
        Set<String> found = new LinkedHashSet<>();
        snapshot.policiesOf(table.oid()).stream()
                .map(Policy::roles)
                .flatMap(List::stream)
                .forEach(found::add);
        boolean everybody = found.isEmpty() || found.contains("public");
        snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> grant.objectOid() == table.oid() && grant.objectType() == Grant.ObjectType.RELATION)
                .map(Grant::grantee)
                .forEach(found::add);
        if (everybody || found.contains("public")) {
            found.addAll(API);
        }
        List<String> held = found.stream().filter(role -> isHeld(role, table)).toList();
        List<String> any = held.isEmpty()
                ? roles.keySet().stream()
                        .filter(role -> !role.startsWith("pg_") && isHeld(role, table))
                        .sorted()
                        .limit(1)
                        .toList()
                : held;
        return any.stream().limit(MOST).toList();
    }

    private boolean isHeld(String role, Relation table) {
        Role known = roles.get(role);
        return known != null
                && !known.superuser()
                && !known.bypassRls()
                && (table.rowSecurityForced() || !role.equals(table.owner()));
    }
}
