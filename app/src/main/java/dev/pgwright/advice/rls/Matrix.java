package dev.pgwright.advice.rls;

import dev.pgwright.advice.rls.MatrixCell.Access;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Grant;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Policy.Command;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may do what with which table, and by which policy (rowsecurity.c, acl.c). */
final class Matrix {
    private static final List<Command> COMMANDS =
            List.of(Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE);

    private final Snapshot snapshot;
    private final Map<String, Role> roles;
    private final Map<Long, List<Grant>> grants;
    private final Map<Long, List<PolicyAdvice>> policies;

    private Matrix(Snapshot snapshot, List<PolicyAdvice> policies) {
        this.snapshot = snapshot;
        this.roles = snapshot.rows(Facts.ROLE).stream()
                .collect(Collectors.toMap(Role::name, Function.identity(), (a, b) -> a));
        this.grants = snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> grant.objectType() == Grant.ObjectType.RELATION
                        || grant.objectType() == Grant.ObjectType.COLUMN)
                .collect(Collectors.groupingBy(Grant::objectOid));
        this.policies = policies.stream()
                .collect(Collectors.groupingBy(p -> p.reading().table().oid()));
    }

    /** Tables with row-level security or policies, for every role that has a privilege on them. */
    static List<MatrixCell> of(Snapshot snapshot, List<PolicyAdvice> policies) {
        return new Matrix(snapshot, policies).cells();
    }

    private List<MatrixCell> cells() {
        List<MatrixCell> cells = new ArrayList<>();
        for (Relation table : snapshot.rows(Facts.RELATION)) {
            if (table.rowSecurity() || policies.containsKey(table.oid())) {
                for (String role : roles(table)) {
                    for (Command command : COMMANDS) {
                        cells.add(cell(table, role, command));
                    }
                }
            }
        }
        return cells;
    }

    /** Roles with a privilege of their own, and for a privilege of everybody's those that policies name. */
    private List<String> roles(Relation table) {
        Set<String> found = grants.getOrDefault(table.oid(), List.of()).stream()
                .map(Grant::grantee)
                .collect(Collectors.toSet());
        policies.getOrDefault(table.oid(), List.of()).stream()
                .flatMap(p -> p.reading().policy().roles().stream())
                .filter(role -> !role.equals("public"))
                .forEach(found::add);
        return found.stream().sorted().toList();
    }

    private MatrixCell cell(Relation table, String role, Command command) {
        TableName name = new TableName(table.schema(), table.name());
        if (!isGranted(table, role, command)) {
            return new MatrixCell(name, role, command, Access.NOT_GRANTED, List.of());
        }
        Role known = roles.get(role);
        boolean owner = role.equals(table.owner()) && !table.rowSecurityForced();
        if (known != null && (known.superuser() || known.bypassRls() || owner)) {
            return new MatrixCell(name, role, command, Access.BYPASS, List.of());
        }
        if (!table.rowSecurity()) {
            return new MatrixCell(name, role, command, Access.OPEN, List.of());
        }
        List<PolicyAdvice> applied = policies.getOrDefault(table.oid(), List.of()).stream()
                .filter(p -> applies(p.reading().policy(), role, command))
                .toList();
        List<String> names =
                applied.stream().map(p -> p.reading().policy().name()).toList();
        return new MatrixCell(name, role, command, access(applied, command), names);
    }

    private static Access access(List<PolicyAdvice> applied, Command command) {
        List<PolicyReading> permissive = applied.stream()
                .map(PolicyAdvice::reading)
                .filter(p -> p.policy().permissive())
                .toList();
        if (permissive.isEmpty()) {
            return Access.NONE;
        }
        boolean narrowed = permissive.size() < applied.size();
        return !narrowed && permissive.stream().anyMatch(p -> isTrue(p, command)) ? Access.ALL : Access.SOME;
    }

    private static boolean isTrue(PolicyReading policy, Command command) {
        Optional<ConditionReading> condition = command == Command.INSERT ? policy.effectiveCheck() : policy.using();
        return condition.filter(c -> c.sql().equals("true")).isPresent();
    }

    private boolean applies(Policy policy, String role, Command command) {
        boolean commandFits = policy.command() == Command.ALL || policy.command() == command;
        return commandFits
                && (policy.roles().contains("public") || groups(role).stream().anyMatch(policy.roles()::contains));
    }

    /** The role and every role whose rights it has without SET ROLE. */
    private Set<String> groups(String role) {
        Set<String> found = new HashSet<>();
        collect(role, found);
        return found;
    }

    private void collect(String role, Set<String> found) {
        Role known = roles.get(role);
        if (found.add(role) && known != null && known.inherit()) {
            known.memberOf().forEach(group -> collect(group, found));
        }
    }

    private boolean isGranted(Relation table, String role, Command command) {
        Set<String> holders = groups(role);
        holders.add("public");
        Role known = roles.get(role);
        return (known != null && known.superuser())
                || role.equals(table.owner())
                || grants.getOrDefault(table.oid(), List.of()).stream()
                        .anyMatch(
                                grant -> grant.privilege().equals(command.name()) && holders.contains(grant.grantee()));
    }
}
