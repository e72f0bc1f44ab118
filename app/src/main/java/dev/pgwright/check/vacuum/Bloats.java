package dev.pgwright.check.vacuum;

import dev.pgwright.check.Impact;

/** How heavily an estimate weighs. */
final class Bloats {
    private static final long MUCH = 1L << 30;
    private static final double MOST = 0.7;

    private Bloats() {}

    static Impact impact(BloatEstimate.Bloat bloat, int pageBytes) {
        boolean much = bloat.bytes(pageBytes) >= MUCH;
        if (much) {
            return bloat.share() >= MOST ? Impact.HIGH : Impact.MEDIUM;
        }
        return bloat.share() >= MOST ? Impact.MEDIUM : Impact.LOW;
    }
}
