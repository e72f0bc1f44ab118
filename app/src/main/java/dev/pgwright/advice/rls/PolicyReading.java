package dev.pgwright.advice.rls;

import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy, understood.
 *
 * @param using condition on existing rows; empty when there is none or it is not understood
 * @param check condition on new rows; likewise
 * @param understood false when a condition is there that the grammar does not accept or nobody could read
 */
public record PolicyReading(
        Relation table,
        Policy policy,
        Optional<ConditionReading> using,
        Optional<ConditionReading> check,
        boolean understood) {
    /** The conditions that it has. */
    public List<ConditionReading> conditions() {
        return Stream.concat(using.stream(), check.stream()).toList();
    }

    /** The protected table. */
    public TableName tableName() {
        return new TableName(table.schema(), table.name());
    }

    /** What counts for new rows: WITH CHECK, or else USING (get_policies_for_relation in rowsecurity.c). */
    public Optional<ConditionReading> effectiveCheck() {
        return policy.checkExpression() == null ? using : check;
    }

    /** Table and policy, as findings name them. */
    public String key() {
        return policy.schema() + "." + policy.relation() + "." + policy.name();
    }
}
