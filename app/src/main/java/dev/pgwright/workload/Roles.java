package dev.pgwright.workload;

import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.RoleSetting;
import dev.pgwright.snapshot.Schema;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SearchPath;
import dev.pgwright.sql.SnapshotCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether it matters to a statement's plan who sends it: settings, the search path, row-level security. For use by many
 * threads.
 */
public final class Roles {
    private static final String SEARCH_PATH = "search_path";

    private final Snapshot snapshot;
    private final Map<String, Role> roles = new HashMap<>();
    private final Set<String> schemas;
    private final Map<List<String>, Catalog> catalogs = new ConcurrentHashMap<>();

    /** The roles of a snapshot. */
    public Roles(Snapshot snapshot) {
        this.snapshot = snapshot;
        snapshot.rows(Facts.ROLE).forEach(role -> roles.put(role.name(), role));
        this.schemas = snapshot.rows(Facts.SCHEMA).stream().map(Schema::name).collect(Collectors.toSet());
    }

    /** Names as a session of that role resolves them. */
    Catalog catalog(@Nullable String role) {
        String user = role == null ? "" : role;
        List<String> path = settings(role).stream()
                .filter(setting -> setting.name().equals(SEARCH_PATH) && setting.value() != null)
                .findFirst()
                .map(setting -> SearchPath.parse(String.valueOf(setting.value()), user))
                .orElseGet(() -> SearchPath.of(snapshot, user));
        List<String> existing = path.stream().filter(schemas::contains).toList();
        return catalogs.computeIfAbsent(existing, known -> new SnapshotCatalog(snapshot, known));
    }

    /** Settings fixed for the role, those for this database first. */
    private List<RoleSetting> settings(@Nullable String role) {
        String database = snapshot.server().database();
        List<RoleSetting> settings = new ArrayList<>();
        for (RoleSetting setting : snapshot.rows(Facts.ROLE_SETTING)) {
            if (role != null && role.equals(setting.role())) {
                if (database.equals(setting.database())) {
                    settings.add(0, setting);
                } else if (setting.database() == null) {
                    settings.add(setting);
                }
            }
        }
        return settings;
    }

    /**
     * What of a role matters to the plan: two roles of which this says the same have the same plan; empty when any role
     * has it.
     */
    String kind(@Nullable String role, StatementAnalysis analysis) {
        Set<String> kinds = new HashSet<>();
        for (RoleSetting setting : settings(role)) {
            kinds.add(setting.name() + "=" + setting.value());
        }
        if (role != null && schemas.contains(role)) {
            kinds.add("schema " + role);
        }
        for (RelationUse use : analysis.relations()) {
            Relation relation = snapshot.relation(
                            use.relation().schema(), use.relation().name())
                    .orElse(null);
            if (relation != null && relation.rowSecurity()) {
                kinds.add(isExempt(role, relation) ? "exempt from policies" : "policies for " + role);
            }
        }
        return kinds.stream().sorted().collect(Collectors.joining("; "));
    }

    /** Whether the policies of a table that the statement reads decide what the role sees. */
    boolean isSubjectToPolicies(@Nullable String role, StatementAnalysis analysis) {
        return analysis.relations().stream()
                .flatMap(use -> snapshot
                        .relation(use.relation().schema(), use.relation().name())
                        .stream())
                .anyMatch(relation -> relation.rowSecurity() && !isExempt(role, relation));
    }

    /** Whether a policy of the table decides which of its rows the role finds when it does that to the table. */
    public boolean isBound(@Nullable String role, Policy policy, Relation table, RelationUse.Access access) {
        boolean command = switch (policy.command()) {
            case ALL -> true;
            case SELECT -> access != RelationUse.Access.INSERT; // to update or delete rows is to find them first
            case UPDATE -> access == RelationUse.Access.UPDATE || access == RelationUse.Access.MERGE;
            case DELETE -> access == RelationUse.Access.DELETE || access == RelationUse.Access.MERGE;
            case INSERT -> false;
        };
        return table.rowSecurity() && command && isFor(role, policy) && !isExempt(role, table);
    }

    private boolean isFor(@Nullable String name, Policy policy) {
        Role role = name == null ? null : roles.get(name);
        return policy.roles().stream()
                .anyMatch(of -> of.equals("public")
                        || of.equals(name)
                        || (role != null && isMember(role, of, new HashSet<>())));
    }

    /** Row-level security is not for superusers, for roles that bypass it, and mostly not for the owner (rls.c). */
    private boolean isExempt(@Nullable String name, Relation relation) {
        Role role = name == null ? null : roles.get(name);
        if (role == null) {
            return false;
        }
        boolean owner = relation.owner() != null && isMember(role, relation.owner(), new HashSet<>());
        return role.superuser() || role.bypassRls() || (owner && !relation.rowSecurityForced());
    }

    private boolean isMember(Role role, String of, Set<String> seen) {
        return role.name().equals(of)
                || (seen.add(role.name())
                        && role.memberOf().stream()
                                .map(roles::get)
                                .anyMatch(parent -> parent != null && isMember(parent, of, seen)));
    }
}
