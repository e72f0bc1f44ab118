package dev.pgwright.check;

import dev.pgwright.snapshot.Fact;
import java.util.List;

/**
 * A check for lists.
 *
 * @param id its one name everywhere: class, page, test folder, JSON, ignore key
 * @param impact the worst impact that it reports
 * @param needs facts without which it can say nothing; the server's is always there
 */
public record CheckInfo(String id, Theme theme, Impact impact, List<Fact<?>> needs) {
    public CheckInfo {
        needs = List.copyOf(needs);
    }

    /** A check that needs these facts. */
    public static CheckInfo of(String id, Theme theme, Impact impact, Fact<?>... needs) {
        return new CheckInfo(id, theme, impact, List.of(needs));
    }

    /** A skip of this check. */
    public Skipped skipped(String why, String howToEnable) {
        return new Skipped(id, why, howToEnable);
    }
}
