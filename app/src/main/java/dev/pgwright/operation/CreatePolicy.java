package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row-level security policy. Whether the table enforces policies at all is not changed.
 *
 * @param restrictive narrows what permissive policies allow
 * @param command ALL, SELECT, INSERT, UPDATE or DELETE
 * @param roles the roles it is for; none for everybody
 * @param expressions USING and WITH CHECK
 */
public record CreatePolicy(
        TableName table,
        String policy,
        boolean restrictive,
        String command,
        List<String> roles,
        ReplacePolicy.Expressions expressions)
        implements Operation {
    public CreatePolicy {
        roles = List.copyOf(roles);
        if (!List.of("ALL", "SELECT", "INSERT", "UPDATE", "DELETE").contains(command)) {
            throw new IllegalArgumentException("not a command of a policy: " + command);
        }
    }

    @Override
    public String object() {
        return table + "." + policy;
    }

    @Override
    public String title() {
        return "Create policy \"" + policy + "\" on " + table;
    }

    @Override
    public List<Step> apply() {
        String to = roles.isEmpty()
                ? "PUBLIC"
                : roles.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        String sql = "CREATE POLICY " + Identifiers.quote(policy) + " ON " + table.sql() + " AS "
                + (restrictive ? "RESTRICTIVE" : "PERMISSIVE") + " FOR " + command + " TO " + to
                + part(" USING (", expressions.using()) + part(" WITH CHECK (", expressions.check());
        return List.of(Step.transactional(sql, Lock.ACCESS_EXCLUSIVE).unless(made().exists()));
    }

    private static String part(String keyword, @Nullable String expression) {
        return expression == null ? "" : keyword + expression + ")";
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.transactional(made().drop(), Lock.ACCESS_EXCLUSIVE));
    }

    private DatabaseObject made() {
        return DatabaseObject.policy(table, policy);
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.fits(policy),
                Expectation.present(table),
                Expectation.holds("NOT " + made().exists(), "the policy " + object() + " is there already"));
    }
}
