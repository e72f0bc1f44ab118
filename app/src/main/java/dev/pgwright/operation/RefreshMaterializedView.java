package dev.pgwright.operation;

import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * Runs a materialized view's query again; nothing to take back.
 *
 * @param concurrently readers go on meanwhile; needs a unique index on plain columns and a view that is filled
 */
public record RefreshMaterializedView(TableName name, boolean concurrently) implements Operation {
    @Override
    public String object() {
        return name.toString();
    }

    @Override
    public String title() {
        return "Refresh materialized view " + name;
    }

    /** Nobody but another refresh asks for a lock that a concurrent one holds up. */
    @Override
    public List<Step> apply() {
        return List.of(
                concurrently
                        ? Step.alone(
                                "REFRESH MATERIALIZED VIEW CONCURRENTLY " + name.sql(), Lock.SHARE_UPDATE_EXCLUSIVE)
                        : Step.transactional("REFRESH MATERIALIZED VIEW " + name.sql(), Lock.ACCESS_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.present(name),
                Expectation.holds(
                        "(NOT " + concurrently + " OR EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = "
                                + Catalog.relation(name) + " AND indisunique AND indisvalid AND indpred IS NULL"
                                + " AND indexprs IS NULL))",
                        name + " has no unique index on plain columns without a condition"));
    }

    @Override
    public TableName table() {
        return name;
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.copy(snapshot, name);
    }
}
