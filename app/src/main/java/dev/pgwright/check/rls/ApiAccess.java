package dev.pgwright.check.rls;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Grant;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.RoleSetting;
import dev.pgwright.snapshot.Snapshot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an HTTP API in front of the database (PostgREST, Supabase) lets its roles reach: which schemas it serves,
 * and who
 * may do what with a table. Without the roles of such an API nothing is exposed.
 */
public final class ApiAccess {
    private static final Set<String> CONVENTIONAL_ROLES = Set.of("anon", "authenticated", "web_anon");
    private static final Set<String> DATA_PRIVILEGES = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE");
    private static final String EVERYBODY = "public";

    private final String anonymous;
    private final Set<String> roles;
    private final Set<String> schemas;
    private final Map<Long, List<Grant>> grants;
    private final Set<String> reachableSchemas;

    /** Reads what the API serves. */
    public ApiAccess(Snapshot snapshot) {
        Map<String, Role> known =
                snapshot.rows(Facts.ROLE).stream().collect(Collectors.toMap(Role::name, Function.identity()));
        String configured = setting(snapshot, "pgrst.db_anon_role").orElse("anon");
        this.anonymous = known.containsKey(configured) || !known.containsKey("web_anon") ? configured : "web_anon";
        Set<String> api = new TreeSet<>(CONVENTIONAL_ROLES);
        api.add(anonymous);
        api.retainAll(known.keySet());
        this.roles = api;
        this.schemas = setting(snapshot, "pgrst.db_schemas")
                .map(list -> Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet()))
                .orElse(Set.of("public"));
        this.grants = snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> grant.objectType() == Grant.ObjectType.RELATION
                        || grant.objectType() == Grant.ObjectType.COLUMN)
                .collect(Collectors.groupingBy(Grant::objectOid));
        Set<String> holders = new HashSet<>(roles);
        holders.add(EVERYBODY);
        roles.forEach(role -> inherited(known, role, holders));
        this.reachableSchemas = snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> grant.objectType() == Grant.ObjectType.SCHEMA
                        && grant.privilege().equals("USAGE")
                        && holders.contains(grant.grantee()))
                .map(Grant::object)
                .collect(Collectors.toSet());
    }

    private static void inherited(Map<String, Role> known, String role, Set<String> holders) {
        Role found = known.get(role);
        if (found != null && found.inherit()) {
            for (String group : found.memberOf()) {
                if (holders.add(group)) {
                    inherited(known, group, holders);
                }
            }
        }
    }

    private static Optional<String> setting(Snapshot snapshot, String name) {
        return snapshot.rows(Facts.ROLE_SETTING).stream()
                .filter(setting -> setting.name().equals(name))
                .map(RoleSetting::value)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The role of a request without a login. */
    public String anonymous() {
        return anonymous;
    }

    /** Whether the API serves the schema and its roles may enter it. */
    public boolean exposes(String schema) {
        return !roles.isEmpty() && schemas.contains(schema) && reachableSchemas.contains(schema);
    }

    /** What the API's roles may do with the rows of a table. */
    public Set<String> privileges(Relation table) {
        return grants.getOrDefault(table.oid(), List.of()).stream()
                .filter(grant -> isOfApi(grant.grantee()) && DATA_PRIVILEGES.contains(grant.privilege()))
                .map(Grant::privilege)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The API's roles that have such a privilege, and {@code public} for all of them. */
    public Set<String> rolesWithAccess(Relation table) {
        return grants.getOrDefault(table.oid(), List.of()).stream()
                .filter(grant -> isOfApi(grant.grantee()) && DATA_PRIVILEGES.contains(grant.privilege()))
                .map(Grant::grantee)
                .collect(Collectors.toSet());
    }

    /** Whether it is one of the roles that requests come as. */
    public boolean isRole(String role) {
        return roles.contains(role);
    }

    private boolean isOfApi(String grantee) {
        return grantee.equals(EVERYBODY) || roles.contains(grantee);
    }
}
