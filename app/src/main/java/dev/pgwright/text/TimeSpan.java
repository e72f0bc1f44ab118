package dev.pgwright.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them: {@code 500ms}, {@code 30s}, {@code 30min}, {@code 2h}, {@code 7d}. */
public final class TimeSpan {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}) *(ms|s|min|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Duration LONGEST = Duration.ofDays(366);

    private TimeSpan() {}

    /** More than nothing and a year at most; nothing for what is no such length. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
        Duration span = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        return span.isZero() || span.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(span);
    }

    /** {@code 30min}: the largest unit that it is a whole number of. */
    public static String words(Duration span) {
        for (String unit : new String[] {"d", "h", "min", "s"}) {
            long size = UNITS.getOrDefault(unit, Duration.ZERO).toMillis();
            if (span.toMillis() >= size && span.toMillis() % size == 0) {
                return span.toMillis() / size + unit;
            }
        }
        return span.toMillis() + "ms";
    }
}
