package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes the expressions of a row-level security policy in place; its name, roles and command stay.
 *
 * @param before expressions as the server deparses them
 * @param after expressions that let the same rows through, evaluated once per statement
 */
public record ReplacePolicy(TableName table, String policy, Expressions before, Expressions after)
        implements Operation {
    /** USING and WITH CHECK; null where the policy has none. */
    public record Expressions(
            @Nullable String using, @Nullable String check) {}

    @Override
    public String object() {
        return table + "." + policy;
    }

    @Override
    public String title() {
        return "Evaluate policy \"" + policy + "\" on " + table + " once per statement";
    }

    @Override
    public List<Step> apply() {
        return alter(after);
    }

    @Override
    public List<Step> undo() {
        return alter(before);
    }

    private List<Step> alter(Expressions expressions) {
        StringBuilder sql = new StringBuilder("ALTER POLICY ")
                .append(Identifiers.quote(policy))
                .append(" ON ")
                .append(table.sql());
        if (expressions.using() != null) {
            sql.append(" USING (").append(expressions.using()).append(")");
        }
        if (expressions.check() != null) {
            sql.append(" WITH CHECK (").append(expressions.check()).append(")");
        }
        return List.of(Step.transactional(sql.toString(), Lock.ACCESS_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(expression("polqual", before.using()), expression("polwithcheck", before.check()));
    }

    private Expectation expression(String column, @Nullable String text) {
        return new Expectation(
                "(SELECT pg_catalog.pg_get_expr(" + column + ", polrelid) FROM pg_catalog.pg_policy WHERE polrelid = "
                        + Catalog.relation(table) + " AND polname = " + Catalog.text(policy) + ")",
                text,
                "policy " + policy + " of " + table + " is not as it was when this was planned");
    }
}
