package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table a partition. A check that says what the bound says is validated before, which stops nobody, so that
 * attaching need not look at the rows (ATExecAttachPartition, tablecmds.c).
 *
 * @param bound {@code FOR VALUES ...} or {@code DEFAULT}
 * @param check condition that the bound implies, as SQL text; null when the table has such a check
 * @param constraints names of the table's own constraints before
 * @param indexes names of its indexes before
 */
public record AttachPartition(
        TableName parent,
        TableName table,
        String bound,
        @Nullable String check,
        List<String> constraints,
        List<String> indexes)
        implements Operation {
    private static final String CHECK = "pgwright_partition_bound";

    public AttachPartition {
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
    }

    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Attach " + table + " to " + parent + " " + bound;
    }

    @Override
    public List<Step> apply() {
        List<Step> steps = new ArrayList<>();
        if (check != null) {
            String done = Catalog.partition(table, parent) + " OR ";
            Step validate = AddConstraint.validate(table, CHECK);
            steps.add(Step.transactional(
                            "ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + Identifiers.quote(CHECK) + " CHECK ("
                                    + check + ") NOT VALID",
                            Lock.ACCESS_EXCLUSIVE)
                    .unless(done + Catalog.constraintExists(table, CHECK)));
            steps.add(validate.unless(done + validate.unless()));
        }
        steps.add(PartitionChanges.attach(parent, table, bound));
        steps.add(AddConstraint.drop(table, CHECK));
        return steps;
    }

    @Override
    public List<Step> undo() {
        return List.of(PartitionChanges.detach(parent, table), PartitionChanges.strip(table, constraints, indexes));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.present(parent),
                Expectation.present(table),
                Expectation.holds(
                        "NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = " + Catalog.relation(table)
                                + ")",
                        table + " is a partition already"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
