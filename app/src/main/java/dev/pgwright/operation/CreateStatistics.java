package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * Lets the planner know how columns of a table go together, and analyzes the table.
 *
 * @param kinds of ndistinct, dependencies, mcv; none for all
 * @param keys columns or expressions as SQL text, two at least, or one expression
 */
public record CreateStatistics(TableName table, String name, List<String> kinds, List<String> keys)
        implements Operation {
    public CreateStatistics {
        kinds = List.copyOf(kinds);
        keys = List.copyOf(keys);
        if (!List.of("ndistinct", "dependencies", "mcv").containsAll(kinds)) {
            throw new IllegalArgumentException("not kinds of statistics: " + kinds);
        }
    }

    @Override
    public String object() {
        return table.schema() + "." + name;
    }

    @Override
    public String title() {
        return "Statistics on " + table + " (" + String.join(", ", keys) + ")";
    }

    @Override
    public List<Step> apply() {
        String sql = "CREATE STATISTICS " + Identifiers.qualified(table.schema(), name)
                + (kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")") + " ON " + String.join(", ", keys)
                + " FROM " + table.sql();
        return List.of(
                Step.transactional(sql, Lock.SHARE_UPDATE_EXCLUSIVE).unless(made().exists()),
                Step.alone("ANALYZE " + table.sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.transactional(made().drop(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    private DatabaseObject made() {
        return DatabaseObject.statistics(new TableName(table.schema(), name));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.fits(name),
                Expectation.present(table),
                Expectation.holds("NOT " + made().exists(), "statistics " + object() + " are there already"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
