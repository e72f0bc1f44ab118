package dev.pgwright.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a policy, function, view, materialized view, statistics object or publication.
 *
 * @param definition statements that make it, in order
 */
public record CreateObject(DatabaseObject made, List<String> definition) implements Operation {
    public CreateObject {
        definition = List.copyOf(definition);
    }

    @Override
    public String object() {
        return made.toString();
    }

    @Override
    public String title() {
        return "Create " + made.words();
    }

    @Override
    public List<Step> apply() {
        return statements(made, definition);
    }

    /** One transaction, left out as a whole when the object is there. */
    static List<Step> statements(DatabaseObject made, List<String> definition) {
        Lock lock = made.type() == DatabaseObject.Type.POLICY ? made.type().lock() : Lock.NONE;
        return definition.stream()
                .map(sql -> Step.transactional(sql, lock).unless(made.exists()))
                .toList();
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.transactional(made.drop(), made.type().lock()));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.fits(made.name()),
                Expectation.holds("NOT " + made.exists(), "the " + made.words() + " is there already"));
    }

    @Override
    public @Nullable TableName table() {
        return made.relation();
    }
}
