package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes whom a row-level security policy is for; its name, command and expressions stay.
 *
 * @param before roles as they are; {@code public} for everybody
 * @param after roles as they become
 */
public record SetPolicyRoles(TableName table, String policy, List<String> before, List<String> after)
        implements Operation {
    private static final String EVERYBODY = "public";

    public SetPolicyRoles {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    @Override
    public String object() {
        return table + "." + policy;
    }

    @Override
    public String title() {
        return "Let policy \"" + policy + "\" on " + table + " be for " + String.join(", ", after);
    }

    @Override
    public List<Step> apply() {
        return List.of(alter(after));
    }

    @Override
    public List<Step> undo() {
        return List.of(alter(before));
    }

    private Step alter(List<String> roles) {
        String to = roles.stream()
                .map(role -> role.equals(EVERYBODY) ? "PUBLIC" : Identifiers.quote(role))
                .collect(Collectors.joining(", "));
        return Step.transactional(
                "ALTER POLICY " + Identifiers.quote(policy) + " ON " + table.sql() + " TO " + to,
                Lock.ACCESS_EXCLUSIVE);
    }

    @Override
    public List<Expectation> expects(int major) {
        String roles = "(SELECT pg_catalog.string_agg(CASE WHEN r = 0 THEN 'public'"
                + " ELSE pg_catalog.pg_get_userbyid(r)::text END, ', ' ORDER BY CASE WHEN r = 0 THEN 'public'"
                + " ELSE pg_catalog.pg_get_userbyid(r)::text END COLLATE \"C\") FROM pg_catalog.pg_policy AS p,"
                + " pg_catalog.unnest(p.polroles) AS r WHERE p.polrelid = " + Catalog.relation(table)
                + " AND p.polname = " + Catalog.text(policy) + ")";
        return List.of(new Expectation(
                roles,
                before.stream().sorted().collect(Collectors.joining(", ")),
                "policy " + policy + " of " + table + " is not for whom it was when this was planned"));
    }
}
