package dev.pgwright.cli;

import dev.pgwright.ApplyWishes;
import dev.pgwright.change.MaintenanceWindow;
import dev.pgwright.change.Patience;
import dev.pgwright.change.verification.PlanApplication;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.text.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How changes are made and watched. */
final class ChangeOptions {
    /** A window that is longer is left to {@code verify}. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final Duration SHORTEST_SLICE = Duration.ofMillis(20);

    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = "Statements with weights, or a server's log (stderr, csvlog or jsonlog, packed or not);"
                    + " without it, what pg_stat_statements counted. A lab has its own.")
    @Nullable
    Path workload;

    @Option(
            names = "--window",
            paramLabel = "HOURS",
            converter = Hours.class,
            description = "Make changes in these hours alone, such as \"02:00-05:00 Europe/Paris\" or \"sat,sun"
                    + " 22:00-04:00\" (UTC); locks may then be held for as long as the work takes.")
    @Nullable
    MaintenanceWindow window;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            converter = Spans.class,
            description = "How long anybody may wait because of us at the most (default: 500ms).")
    @Nullable
    Duration lockTimeout;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = Spans.class,
            description = "How long a lock is asked for again and again, and replicas are waited for (default: 45s).")
    @Nullable
    Duration patience;

    @Option(
            names = "--verify",
            paramLabel = "TIME",
            converter = Spans.class,
            description = "Watch the changes for that long by what pg_stat_statements counts, and take back what makes"
                    + " statements slower: 30min. Beyond an hour, run verify when it is over.")
    @Nullable
    Duration verify;

    @Option(
            names = "--tolerance",
            paramLabel = "FACTOR",
            description = "How much slower a statement may get (default: 1.2).")
    double tolerance = 1.2;

    @Option(names = "--no-wait", description = "With --verify: leave the verdict to ./pgwright verify.")
    boolean noWait;

    static final class Spans implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return TimeSpan.parse(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" is not a time such as 500ms, 30s, 30min, 2h or 7d"));
        }
    }

    static final class Hours implements ITypeConverter<MaintenanceWindow> {
        @Override
        public MaintenanceWindow convert(String value) {
            return MaintenanceWindow.parse(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" are no hours such as \"02:00-05:00 Europe/Paris\""));
        }
    }

    ApplyWishes wishes(boolean whole) {
        return new ApplyWishes(workload, whole, patience(), wish());
    }

    private Patience patience() {
        Patience chosen = Patience.usual();
        Duration slice = lockTimeout;
        if (slice != null) {
            require(slice.compareTo(SHORTEST_SLICE) >= 0, "--lock-timeout is 20ms or more");
            chosen = chosen.withSlice(slice);
        }
        Duration bound = patience;
        chosen = bound == null ? chosen : chosen.withBound(bound);
        MaintenanceWindow hours = window;
        return hours == null ? chosen : chosen.within(hours);
    }

    private PlanApplication.@Nullable Wish wish() {
        require(tolerance >= 1 && tolerance <= 100, "--tolerance is a factor from 1 to 100");
        Duration length = verify;
        return length == null
                ? null
                : new PlanApplication.Wish(length, tolerance, !noWait && length.compareTo(LONGEST_WAIT) <= 0);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PgwrightException(ErrorCode.USAGE, otherwise, "Try: ./pgwright apply --help");
        }
    }
}
