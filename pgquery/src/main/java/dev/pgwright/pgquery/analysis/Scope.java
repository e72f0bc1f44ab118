package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that can be seen at a place: those of its own query level, then those of the levels around it. */
final class Scope {
    final @Nullable Scope outer;
    final BlockBuilder block;
    final CteScope ctes;
    final List<Namespace> namespaces;

    Scope(@Nullable Scope outer, BlockBuilder block, CteScope ctes, List<Namespace> namespaces) {
        this.outer = outer;
        this.block = block;
        this.ctes = ctes;
        this.namespaces = List.copyOf(namespaces);
    }

    /** The same place with other names on its own level. */
    Scope with(List<Namespace> other) {
        return new Scope(outer, block, ctes, other);
    }

    Scope with(CteScope other) {
        return new Scope(outer, block, other, namespaces);
    }

    Scope plus(List<Namespace> more) {
        List<Namespace> all = new ArrayList<>(namespaces);
        all.addAll(more);
        return with(all);
    }
}
