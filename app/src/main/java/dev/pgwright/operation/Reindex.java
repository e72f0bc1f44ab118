package dev.pgwright.operation;

import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** Builds an index anew beside the old one, which it then replaces; nothing to take back. */
public record Reindex(TableName table, String name) implements Operation {
    @Override
    public String object() {
        return index().toString();
    }

    @Override
    public String title() {
        return "Rebuild index " + object();
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.alone("REINDEX INDEX CONCURRENTLY " + index().sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.holds(
                "EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = " + Catalog.relation(index())
                        + " AND indrelid = " + Catalog.relation(table) + ")",
                "the index " + object() + " of " + table + " is not there any more"));
    }

    /**
     * The half-built copy ({@code _ccnew}) or the replaced original ({@code _ccold}; index.c,
     * index_concurrently_create_copy): the server chooses the number behind the name, so they are found by the pattern.
     */
    @Override
    public List<Step> repair() {
        String remains = "FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid"
                + " WHERE i.indrelid = " + Catalog.relation(table) + " AND NOT i.indisvalid"
                + " AND c.relname ~ '_cc(new|old)[0-9]*$'";
        return List.of(Step.transactional(
                        "DO $pgwright$ DECLARE remains regclass; BEGIN FOR remains IN SELECT i.indexrelid " + remains
                                + " LOOP EXECUTE format('DROP INDEX %s', remains); END LOOP; END $pgwright$",
                        Lock.ACCESS_EXCLUSIVE)
                .unless("NOT EXISTS (SELECT " + remains + ")"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        long pages = snapshot.relation(table.schema(), table.name()).stream()
                .flatMap(relation -> snapshot.indexesOf(relation.oid()).stream())
                .filter(index -> index.name().equals(name))
                .mapToLong(index -> index.pages())
                .sum();
        return new Estimate(
                2 * Estimate.scan(snapshot, table).read(),
                pages * snapshot.server().blockSizeBytes());
    }

    /** The index's own qualified name: it lives in its table's schema. */
    public TableName index() {
        return new TableName(table.schema(), name);
    }
}
