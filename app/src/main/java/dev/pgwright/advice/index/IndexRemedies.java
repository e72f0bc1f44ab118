package dev.pgwright.advice.index;

import dev.pgwright.advice.Remedy;
import java.util.List;

/** The remedies of this theme. */
public final class IndexRemedies {
    public static final List<Remedy> ALL =
            List.of(new DropDuplicateIndex(), new DropInvalidIndex(), new DropRedundantIndex(), new IndexForeignKey());

    private IndexRemedies() {}
}
