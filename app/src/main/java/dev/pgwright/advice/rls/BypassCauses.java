package dev.pgwright.advice.rls;

import dev.pgwright.check.rls.ApiAccess;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Grant;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ViewDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Views and functions by which a role of the API reads past the policies. */
final class BypassCauses {
    private static final String EVERYBODY = "public";

    private final Snapshot snapshot;
    private final FunctionReader functions;
    private final ApiAccess api;
    private final Set<String> secured;
    private final Set<Long> callable;

    private BypassCauses(PolicyReader reader) {
        this.snapshot = reader.snapshot();
        this.functions = reader.functions();
        this.api = new ApiAccess(snapshot);
        this.secured = snapshot.rows(Facts.RELATION).stream()
                .filter(Relation::rowSecurity)
                .map(relation -> relation.schema() + "." + relation.name())
                .collect(Collectors.toSet());
        this.callable = snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> grant.objectType() == Grant.ObjectType.FUNCTION)
                .filter(grant -> grant.grantee().equals(EVERYBODY) || api.isRole(grant.grantee()))
                .map(Grant::objectOid)
                .collect(Collectors.toSet());
    }

    /** The problems of all views and functions of the user's. */
    static List<Problem> of(PolicyReader reader) {
        BypassCauses causes = new BypassCauses(reader);
        List<Problem> found = new ArrayList<>();
        causes.snapshot.rows(Facts.VIEW_DEFINITION).forEach(view -> causes.view(view, found));
        causes.snapshot.rows(Facts.FUNCTION).forEach(function -> causes.function(function, found));
        return found;
    }

    private void view(ViewDefinition view, List<Problem> found) {
        Relation relation = snapshot.relation(view.relationOid()).orElse(null);
        if (relation == null || view.securityInvoker() || !api.exposes(view.schema())) {
            return;
        }
        List<String> read = tables(view, new HashSet<>()).stream()
                .filter(secured::contains)
                .sorted()
                .toList();
        if (!read.isEmpty() && api.privileges(relation).contains("SELECT")) {
            String rights = "It reads " + String.join(", ", read) + " with the rights of " + relation.owner() + ".";
            found.add(new Problem(
                    Cause.DEFINER_VIEW,
                    new TableName(view.schema(), view.name()),
                    null,
                    rights,
                    view.materialized()
                            ? "Keep it in a schema that the API does not serve: a materialized view has no policies."
                            : "ALTER VIEW " + new TableName(view.schema(), view.name()).sql()
                                    + " SET (security_invoker = true), from PostgreSQL 15 on."));
        }
    }

    /** Tables behind a view, through other views with their owners' rights. */
    private Set<String> tables(ViewDefinition view, Set<Long> seen) {
        Set<String> found = new HashSet<>();
        for (long oid : view.references()) {
            if (seen.add(oid)) {
                snapshot.relation(oid).ifPresent(relation -> found.add(relation.schema() + "." + relation.name()));
                snapshot.rows(Facts.VIEW_DEFINITION).stream()
                        .filter(inner -> inner.relationOid() == oid)
                        .forEach(inner -> found.addAll(tables(inner, seen)));
            }
        }
        return found;
    }

    private void function(Function function, List<Problem> found) {
        boolean trigger = Objects.requireNonNullElse(function.result(), "").contains("trigger");
        if (!function.securityDefiner() || function.extension() != null || trigger) {
            return;
        }
        FunctionReading reading = functions.of(function);
        TableName name = new TableName(function.schema(), function.name());
        List<String> read =
                reading.tables().stream().filter(secured::contains).sorted().toList();
        boolean usable = callable.contains(function.oid());
        if (usable && api.exposes(function.schema()) && !read.isEmpty()) {
            found.add(new Problem(
                    Cause.DEFINER_FUNCTION,
                    name,
                    null,
                    "It reads " + String.join(", ", read) + " past the policies, and anybody who may call it gets what"
                            + " it returns.",
                    "Keep it in a schema that the API does not serve, or let it check who calls."));
        }
        if (usable && !reading.searchPathFixed()) {
            found.add(new Problem(
                    Cause.MUTABLE_SEARCH_PATH,
                    name,
                    null,
                    "It is SECURITY DEFINER without a search_path of its own.",
                    "ALTER FUNCTION " + name.sql() + "(" + function.identityArguments() + ") SET search_path = '';"
                            + " and qualify the names in it."));
        }
        if (reading.labelledTooStrongly()) {
            found.add(new Problem(
                    Cause.FALSE_LABEL,
                    name,
                    null,
                    "It is labelled " + function.volatility() + ", and its text is " + reading.effective() + ".",
                    "Label it " + reading.effective() + "."));
        }
    }
}
