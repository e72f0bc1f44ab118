package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Grant;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Roles, memberships and privileges: a plan depends on who asks, by policies and by what statistics he may use. */
final class RoleDdl {
    private final Snapshot snapshot;
    private final Map<Long, Function> functions = new HashMap<>();

    RoleDdl(Snapshot snapshot) {
        this.snapshot = snapshot;
        snapshot.rows(Facts.FUNCTION).stream()
                .filter(FunctionDdl::isCloned)
                .forEach(function -> functions.put(function.oid(), function));
    }

    private static boolean isBuiltIn(String role) {
        return role.startsWith("pg_") || role.equals(TwinServer.USER);
    }

    List<Ddl> roles() {
        List<Ddl> all = new ArrayList<>();
        for (Role role : snapshot.rows(Facts.ROLE)) {
            if (!isBuiltIn(role.name())) {
                all.add(new Ddl(
                        "role " + role.name(),
                        "CREATE ROLE " + quote(role.name()) + attributes(role),
                        Ddl.RIGHTS_DIFFER));
            }
        }
        return all;
    }

    private static String attributes(Role role) {
        return (role.superuser() ? " SUPERUSER" : "")
                + (role.inherit() ? "" : " NOINHERIT")
                + (role.bypassRls() ? " BYPASSRLS" : "")
                + " NOLOGIN";
    }

    List<Ddl> memberships() {
        List<Ddl> all = new ArrayList<>();
        for (Role role : snapshot.rows(Facts.ROLE)) {
            for (String group : role.memberOf()) {
                if (!isBuiltIn(role.name())) {
                    all.add(new Ddl(
                            "membership of " + role.name() + " in " + group,
                            "GRANT " + quote(group) + " TO " + quote(role.name()),
                            Ddl.RIGHTS_DIFFER));
                }
            }
        }
        return all;
    }

    /** All grants on one object to one role in one statement. */
    List<Ddl> grants() {
        Map<List<String>, List<Grant>> byObject = snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> !grant.grantee().equals(TwinServer.USER))
                .collect(Collectors.groupingBy(
                        grant -> List.of(
                                grant.objectType().name(),
                                String.valueOf(grant.objectOid()),
                                Objects.requireNonNullElse(grant.column(), ""),
                                grant.grantee()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byObject.values().stream()
                .filter(grants -> isOnTwin(grants.get(0)))
                .map(this::grant)
                .toList();
    }

    private boolean isOnTwin(Grant grant) {
        return switch (grant.objectType()) {
            case FUNCTION -> functions.containsKey(grant.objectOid());
            case RELATION, COLUMN ->
                snapshot.relation(grant.objectOid())
                        .filter(relation -> relation.extension() == null)
                        .isPresent();
            case SCHEMA, DATABASE -> true;
        };
    }

    private Ddl grant(List<Grant> grants) {
        Grant first = grants.get(0);
        String column = first.column() == null ? "" : " (" + quote(first.column()) + ")";
        String privileges = grants.stream()
                .map(grant -> grant.privilege() + column)
                .distinct()
                .collect(Collectors.joining(", "));
        String grantee = first.grantee().equals("public") ? "PUBLIC" : quote(first.grantee());
        return new Ddl(
                "privileges of " + first.grantee() + " on " + first.object(),
                "GRANT " + privileges + " ON " + object(first) + " TO " + grantee,
                Ddl.RIGHTS_DIFFER);
    }

    private String object(Grant grant) {
        String schema = Objects.requireNonNullElse(grant.schema(), "");
        return switch (grant.objectType()) {
            case RELATION, COLUMN -> relationWord(grant) + qualified(schema, grant.object());
            case SCHEMA -> "SCHEMA " + quote(grant.object());
            case DATABASE -> "DATABASE " + quote(TwinServer.databaseName(snapshot));
            case FUNCTION ->
                "ROUTINE " + FunctionDdl.signature(Objects.requireNonNull(functions.get(grant.objectOid())));
        };
    }

    private String relationWord(Grant grant) {
        return snapshot.relation(grant.objectOid())
                .filter(relation -> relation.kind() == Relation.Kind.SEQUENCE)
                .map(relation -> "SEQUENCE ")
                .orElse("TABLE ");
    }
}
