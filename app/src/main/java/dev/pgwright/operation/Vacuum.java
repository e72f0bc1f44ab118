package dev.pgwright.operation;

import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** Marks the space of dead rows as free and refreshes statistics; nothing to take back. */
public record Vacuum(TableName table) implements Operation {
    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Vacuum and analyze " + table;
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.alone("VACUUM (ANALYZE) " + table.sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
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
