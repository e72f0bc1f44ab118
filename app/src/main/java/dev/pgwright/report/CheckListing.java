package dev.pgwright.report;

import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import java.util.List;

/** Result of {@code explain} without an argument: all checks. Its JSON is the bare list. */
public record CheckListing(List<Entry> checks) implements Result {
    /**
     * One check.
     *
     * @param impact the worst impact that it reports
     * @param needs the facts that it reads
     */
    public record Entry(String id, Theme theme, Impact impact, List<String> needs) {}

    @Override
    public String command() {
        return "explain";
    }
}
