package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes an index without blocking reads or writes.
 *
 * @param definition the {@code CREATE INDEX} statement of pg_get_indexdef, kept for the undo
 * @param valid false for the remains of a failed build, which nobody wants back
 */
public record DropIndex(
        TableName table,
        String name,
        String definition,
        @Nullable String comment,
        boolean valid) implements Operation {
    @Override
    public String object() {
        return table.schema() + "." + name;
    }

    @Override
    public String title() {
        return "Drop index " + object();
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.alone(
                "DROP INDEX CONCURRENTLY IF EXISTS " + Identifiers.qualified(table.schema(), name),
                Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        if (!valid) {
            return List.of();
        }
        String online = definition.replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY ");
        List<Step> steps = new ArrayList<>(List.of(Step.alone(online, Lock.SHARE_UPDATE_EXCLUSIVE)));
        if (comment != null) {
            steps.add(Step.transactional(
                    "COMMENT ON INDEX " + Identifiers.qualified(table.schema(), name) + " IS "
                            + Identifiers.literal(comment),
                    Lock.SHARE_UPDATE_EXCLUSIVE));
        }
        return steps;
    }
}
