package dev.pgwright.pgquery.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CTEs that a name in FROM can stand for, the nearest first. */
record CteScope(@Nullable CteScope outer, String name, Shape shape) {
    /** What a reference to a CTE gives. */
    record Shape(List<Source.Column> columns, boolean open) {}

    static final CteScope NONE = new CteScope(null, "", new Shape(List.of(), true));

    CteScope plus(String cte, Shape itsShape) {
        return new CteScope(this, cte, itsShape);
    }

    @Nullable
    Shape find(String wanted) {
        for (CteScope scope = this; scope.outer != null; scope = scope.outer) {
            if (scope.name.equals(wanted)) {
                return scope.shape;
            }
        }
        return null;
    }
}
