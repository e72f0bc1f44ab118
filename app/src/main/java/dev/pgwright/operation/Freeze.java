package dev.pgwright.operation;

import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** Marks old rows as visible to everybody for ever, before autovacuum has to at an hour of its own choice. */
public record Freeze(TableName table) implements Operation {
    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Freeze the old rows of " + table;
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.alone("VACUUM (FREEZE) " + table.sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
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
