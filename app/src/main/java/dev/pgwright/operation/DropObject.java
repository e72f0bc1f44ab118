package dev.pgwright.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops a policy, function, view, materialized view, statistics object or publication that nothing depends on.
 *
 * @param definition statements that make it again exactly ({@link DatabaseObject#definitionQuery}), kept for the undo
 */
public record DropObject(DatabaseObject dropped, List<String> definition) implements Operation {
    public DropObject {
        definition = List.copyOf(definition);
    }

    @Override
    public String object() {
        return dropped.toString();
    }

    @Override
    public String title() {
        return "Drop " + dropped.words();
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.transactional(dropped.drop(), dropped.type().lock()));
    }

    @Override
    public List<Step> undo() {
        return CreateObject.statements(dropped, definition);
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(unchanged(dropped, definition, major));
    }

    static Expectation unchanged(DatabaseObject object, List<String> definition, int major) {
        return new Expectation(
                object.definitionExpression(major),
                String.join(";\n", definition),
                "the " + object.words() + " is not as it was when this was planned");
    }

    @Override
    public @Nullable TableName table() {
        return dropped.relation();
    }
}
