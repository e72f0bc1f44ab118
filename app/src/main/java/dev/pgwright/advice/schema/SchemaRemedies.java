package dev.pgwright.advice.schema;

import dev.pgwright.advice.Remedy;
import java.util.List;

/** The remedies of this theme. */
public final class SchemaRemedies {
    public static final List<Remedy> ALL = List.of(new FillMaterializedView(), new RefreshStaleView());

    private SchemaRemedies() {}
}
