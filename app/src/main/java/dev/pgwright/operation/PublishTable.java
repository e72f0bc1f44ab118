package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds a table to a publication, or takes it out.
 *
 * @param add false: takes it out
 * @param columns that are published (from 15); none for all
 * @param filter condition on the rows that are published (from 15), as SQL text; null for all
 */
public record PublishTable(
        String publication,
        TableName table,
        boolean add,
        List<String> columns,
        @Nullable String filter) implements Operation {
    public PublishTable {
        columns = List.copyOf(columns);
    }

    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return add ? "Publish " + table + " in " + publication : "Take " + table + " out of publication " + publication;
    }

    @Override
    public List<Step> apply() {
        return List.of(add ? added() : taken());
    }

    @Override
    public List<Step> undo() {
        return List.of(add ? taken() : added());
    }

    private Step added() {
        String list = columns.isEmpty()
                ? ""
                : " (" + columns.stream().map(Identifiers::quote).collect(Collectors.joining(", ")) + ")";
        return alter(" ADD TABLE " + table.sql() + list + (filter == null ? "" : " WHERE (" + filter + ")"))
                .unless(member());
    }

    private Step taken() {
        return alter(" DROP TABLE " + table.sql()).unless("NOT " + member());
    }

    private Step alter(String action) {
        return Step.transactional(
                "ALTER PUBLICATION " + Identifiers.quote(publication) + action, Lock.SHARE_UPDATE_EXCLUSIVE);
    }

    private String member() {
        return "EXISTS (SELECT FROM pg_catalog.pg_publication_rel AS r JOIN pg_catalog.pg_publication AS p"
                + " ON p.oid = r.prpubid WHERE p.pubname = " + Catalog.text(publication) + " AND r.prrelid = "
                + Catalog.relation(table) + ")";
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.present(table),
                Expectation.holds(
                        (add ? "NOT " : "") + member(),
                        table + " is " + (add ? "already" : "not") + " in publication " + publication));
    }
}
