package dev.pgwright.operation;

import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** Refreshes the planner's statistics of a table; nothing to take back. */
public record Analyze(TableName table) implements Operation {
    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Analyze " + table;
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.transactional("ANALYZE " + table.sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.present(table));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
