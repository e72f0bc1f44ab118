package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Installs an extension that the server already has on disk.
 *
 * @param schema where its objects go; null for the extension's own choice
 */
public record CreateExtension(String name, @Nullable String schema) implements Operation {
    @Override
    public String object() {
        return name;
    }

    @Override
    public String title() {
        return "Install extension " + name;
    }

    @Override
    public List<Step> apply() {
        String where = schema == null ? "" : " SCHEMA " + Identifiers.quote(schema);
        return List.of(Step.transactional("CREATE EXTENSION " + Identifiers.quote(name) + where, Lock.NONE));
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.transactional("DROP EXTENSION IF EXISTS " + Identifiers.quote(name), Lock.NONE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.holds(
                "NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = " + Catalog.text(name) + ")",
                "the extension " + name + " is there already"));
    }
}
