package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Widens a column's type, and analyzes it, since its statistics are lost. Where the new type stores its values as the
 * old one does (longer varchar, varchar to text, more digits of a numeric: ATColumnChangeRequiresRewrite, tablecmds.c)
 * it takes a moment. Where the table would be written anew under the lock, the executor gives up after a moment unless
 * it runs in a maintenance window; the way of a busy table is a new column that is filled in batches.
 *
 * @param before type as format_type writes it
 * @param after type as SQL text
 * @param attached statements that bring back what the server forgets of indexes that it makes anew
 * @param collation that stays, as SQL text; null for the type's own
 */
public record ChangeColumnType(
        TableName table,
        String column,
        String before,
        String after,
        @Nullable String collation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> attached)
        implements Operation {
    public ChangeColumnType {
        attached = attached == null ? List.of() : List.copyOf(attached);
    }

    /** Statements that bring the statistics targets of a table's index expressions back. */
    public static List<String> attachedTo(TableName table, Snapshot snapshot) {
        return snapshot.relation(table.schema(), table.name()).stream()
                .flatMap(relation -> snapshot.indexesOf(relation.oid()).stream())
                .flatMap(index -> DropIndex.targets(index).stream())
                .toList();
    }

    @Override
    public String object() {
        return table + "." + column;
    }

    @Override
    public String title() {
        return "Change the type of " + object() + " from " + before + " to " + after;
    }

    @Override
    public List<Step> apply() {
        return alter(after);
    }

    @Override
    public List<Step> undo() {
        return alter(before);
    }

    private List<Step> alter(String type) {
        String name = Identifiers.quote(column);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.transactional(
                        "ALTER TABLE " + table.sql() + " ALTER COLUMN " + name + " TYPE " + type
                                + (collation == null ? "" : " COLLATE " + collation),
                        Lock.ACCESS_EXCLUSIVE)
                .unless(Catalog.column(
                        table, column, "pg_catalog.format_type(a.atttypid, a.atttypmod) = " + Catalog.text(type))));
        attached.forEach(sql -> steps.add(Step.transactional(sql, Lock.SHARE_UPDATE_EXCLUSIVE)));
        steps.add(Step.alone("ANALYZE " + table.sql() + " (" + name + ")", Lock.SHARE_UPDATE_EXCLUSIVE));
        return steps;
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(new Expectation(
                Catalog.column(table, column, "pg_catalog.format_type(a.atttypid, a.atttypmod)"),
                before,
                "column " + object() + " is not of type " + before + " any more"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.copy(snapshot, table);
    }
}
