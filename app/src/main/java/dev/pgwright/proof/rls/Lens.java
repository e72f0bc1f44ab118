package dev.pgwright.proof.rls;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that decide about one kind of access to a table's rows. Shown as policies for reading, they let the
 * server itself say of which rows they hold: its own roles, its own OR and AND of permissive and restrictive ones.
 *
 * @param enabled row-level security is on
 */
record Lens(Access access, boolean enabled, List<Condition> conditions) {
    Lens {
        conditions = List.copyOf(conditions);
    }

    /** What a condition is asked about (get_policies_for_relation and add_with_check_options in rowsecurity.c). */
    enum Access {
        /** Rows that SELECT gives. */
        VISIBLE("SELECT", "r", false),
        /** Rows that INSERT may make. */
        INSERTED("INSERT", "a", true),
        /** Rows that UPDATE may change. */
        UPDATABLE("UPDATE", "w", false),
        /** Rows that UPDATE may make. */
        UPDATED("UPDATE to", "w", true),
        /** Rows that DELETE may take away. */
        DELETABLE("DELETE", "d", false);

        private final String words;
        private final String command;
        private final boolean newRows;

        Access(String words, String command, boolean newRows) {
            this.words = words;
            this.command = command;
            this.newRows = newRows;
        }

        String words() {
            return words;
        }
    }

    /** A policy's condition with whom it is for. */
    record Condition(String name, boolean permissive, List<String> roles, String sql) {
        Condition {
            roles = List.copyOf(roles);
        }
    }

    /** A policy as pg_policy has it. */
    record Stored(
            String name,
            String command,
            boolean permissive,
            List<String> roles,
            @Nullable String using,
            @Nullable String check) {}

    /** What of all policies of a table decides about one kind of access. */
    static Lens of(Access access, boolean enabled, List<Stored> policies) {
        List<Condition> conditions = new ArrayList<>();
        for (Stored policy : policies) {
            if (policy.command().equals("*") || policy.command().equals(access.command)) {
                String sql = access.newRows && policy.check() != null ? policy.check() : policy.using();
                if (sql != null || policy.permissive()) {
                    conditions.add(new Condition(
                            policy.name(),
                            policy.permissive(),
                            policy.roles(),
                            Objects.requireNonNullElse(sql, "false")));
                }
            }
        }
        return new Lens(access, enabled, conditions);
    }

    /** True when both decide alike by their texts. */
    boolean isSame(Lens other) {
        return enabled == other.enabled && conditions.equals(other.conditions);
    }

    /** Statements that put it in the place of the table's policies. */
    List<String> statements(TableName table, List<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add("DROP POLICY IF EXISTS " + Identifiers.quote(name) + " ON " + table.sql()));
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            String roles = condition.roles().stream()
                    .map(role -> role.equals("public") ? "PUBLIC" : Identifiers.quote(role))
                    .collect(Collectors.joining(", "));
            all.add("CREATE POLICY " + String.format("pgwright_%04d", i) + " ON " + table.sql() + " AS "
                    + (condition.permissive() ? "PERMISSIVE" : "RESTRICTIVE") + " FOR SELECT TO " + roles + " USING ("
                    + condition.sql() + ")");
        }
        return all;
    }
}
