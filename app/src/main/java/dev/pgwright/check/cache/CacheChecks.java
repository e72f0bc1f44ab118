package dev.pgwright.check.cache;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class CacheChecks {
    public static final List<Check> ALL = List.of(new CacheHitRatio());

    private CacheChecks() {}
}
