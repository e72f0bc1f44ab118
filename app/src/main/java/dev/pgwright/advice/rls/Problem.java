package dev.pgwright.advice.rls;

import dev.pgwright.operation.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong.
 *
 * @param table where; a view for what views do
 * @param policy name of the policy; null when it is the table's, a view's or a function's problem
 * @param detail what exactly, from the texts or the plan; a sentence
 * @param advice what to do, a sentence; empty when a repair is proposed
 */
public record Problem(
        Cause cause, TableName table, @Nullable String policy, String detail, String advice) {
    /** A problem of a policy that a repair may answer. */
    static Problem of(Cause cause, PolicyReading policy, String detail) {
        return new Problem(cause, policy.tableName(), policy.policy().name(), detail, "");
    }

    /** A problem of a policy. */
    static Problem of(Cause cause, PolicyReading policy, String detail, String advice) {
        return new Problem(cause, policy.tableName(), policy.policy().name(), detail, advice);
    }
}
