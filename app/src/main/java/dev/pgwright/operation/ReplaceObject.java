package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts another definition in the place of a policy, function, view, materialized view, statistics object or
 * publication.
 *
 * @param before statements that make it again exactly ({@link DatabaseObject#definitionQuery}), kept for the undo
 * @param after statements that make the new one; those of a function and a view are CREATE OR REPLACE, which keeps
 *     owner, grants and dependents
 */
public record ReplaceObject(DatabaseObject replaced, List<String> before, List<String> after) implements Operation {
    public ReplaceObject {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    @Override
    public String object() {
        return replaced.toString();
    }

    @Override
    public String title() {
        return "Replace " + replaced.words();
    }

    @Override
    public List<Step> apply() {
        return statements(after);
    }

    @Override
    public List<Step> undo() {
        if (replaced.type() != DatabaseObject.Type.VIEW) {
            return statements(before);
        }
        List<Step> steps = new ArrayList<>(List.of(viewBack()));
        before.stream().skip(1).forEach(sql -> steps.add(Step.transactional(sql, Lock.ACCESS_EXCLUSIVE)));
        return steps;
    }

    private List<Step> statements(List<String> definition) {
        List<Step> steps = new ArrayList<>();
        Lock lock = replaced.type().lock();
        if (replaced.type() != DatabaseObject.Type.FUNCTION && replaced.type() != DatabaseObject.Type.VIEW) {
            steps.add(Step.transactional(replaced.drop(), lock));
        }
        definition.forEach(sql -> steps.add(Step.transactional(sql, lock)));
        return steps;
    }

    /** CREATE OR REPLACE VIEW takes no column away (42P16, view.c): a view that got one is dropped and made again. */
    private Step viewBack() {
        String create = Identifiers.literal(before.get(0));
        return Step.transactional(
                "DO $pgwright$ BEGIN EXECUTE " + create + "; EXCEPTION WHEN invalid_table_definition THEN EXECUTE "
                        + Identifiers.literal(replaced.drop()) + "; EXECUTE " + create + "; END $pgwright$",
                Lock.ACCESS_EXCLUSIVE);
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(DropObject.unchanged(replaced, before, major));
    }

    @Override
    public @Nullable TableName table() {
        return replaced.relation();
    }
}
