package dev.pgwright.check.rls;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A table that the HTTP API shows to anybody who may ask, row by row unguarded. */
public final class RlsDisabled implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "rls-disabled", Theme.RLS, Impact.CRITICAL, Facts.RELATION, Facts.GRANT, Facts.ROLE, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        ApiAccess api = new ApiAccess(snapshot);
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> !table.rowSecurity() && api.exposes(table.schema()))
                .filter(table -> !isToldByParent(snapshot, api, table))
                .flatMap(table -> finding(api, tables, table).stream())
                .toList();
    }

    /** A partition of a table that is reported itself, unless only the partition can be reached. */
    private static boolean isToldByParent(Snapshot snapshot, ApiAccess api, Relation table) {
        return table.partition()
                && table.parentOids().stream()
                        .flatMap(parent -> snapshot.relation(parent).stream())
                        .anyMatch(parent -> !parent.rowSecurity()
                                && api.exposes(parent.schema())
                                && !api.privileges(parent).isEmpty());
    }

    private static Optional<Finding> finding(ApiAccess api, Tables tables, Relation table) {
        Set<String> privileges = api.privileges(table);
        if (privileges.isEmpty()) {
            return Optional.empty();
        }
        Set<String> roles = new TreeSet<>(api.rolesWithAccess(table));
        boolean anybody = roles.contains(api.anonymous()) || roles.contains("public");
        return Optional.of(Finding.of(
                INFO,
                Tables.name(table),
                anybody ? Impact.CRITICAL : Impact.HIGH,
                "Table " + Tables.name(table) + " is open to " + String.join(", ", roles)
                        + " without row-level security",
                Figures.ofTable(table.schema(), table.name())
                        .and("roles", List.copyOf(roles))
                        .and("privileges", List.copyOf(privileges))
                        .and("rows", tables.rows(table)),
                "Schema " + table.schema() + " is served by the HTTP API, so "
                        + (anybody ? "anybody on the internet" : "every user who is logged in") + " can "
                        + (privileges.equals(Set.of("SELECT")) ? "read" : "read or change") + " all of its rows."));
    }
}
