package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;

/** Gives an index another name; reads and writes go on (since 12: SHARE UPDATE EXCLUSIVE, tablecmds.c). */
public record RenameIndex(TableName table, String before, String after) implements Operation {
    @Override
    public String object() {
        return table.schema() + "." + before;
    }

    @Override
    public String title() {
        return "Rename index " + object() + " to " + after;
    }

    @Override
    public List<Step> apply() {
        return rename(before, after);
    }

    @Override
    public List<Step> undo() {
        return rename(after, before);
    }

    private List<Step> rename(String from, String to) {
        return List.of(Step.transactional(
                        "ALTER INDEX " + index(from).sql() + " RENAME TO " + Identifiers.quote(to),
                        Lock.SHARE_UPDATE_EXCLUSIVE)
                .unless(Catalog.validIndex(index(to))));
    }

    private TableName index(String name) {
        return new TableName(table.schema(), name);
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.fits(after),
                Expectation.holds(
                        Catalog.validIndex(index(before)), "the index " + object() + " is not there, or not valid"),
                Expectation.absent(index(after)));
    }
}
