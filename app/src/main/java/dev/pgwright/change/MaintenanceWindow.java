package dev.pgwright.change;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hours in which changes may be made.
 *
 * @param days on which it begins
 * @param from when it begins
 * @param to when it ends, on the next day when that is not after its beginning; what was begun is not cut off
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    private static final Pattern TEXT =
            Pattern.compile("(?:([A-Za-z]{3}(?:,[A-Za-z]{3})*) +)?(\\d\\d:\\d\\d) *- *(\\d\\d:\\d\\d)(?: +(\\S+))?");

    public MaintenanceWindow {
        days = Set.copyOf(days);
    }

    /** {@code 02:00-05:00 Europe/Paris}, {@code sat,sun 22:00-04:00}; UTC without a zone, every day without days. */
    public static Optional<MaintenanceWindow> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            ZoneId zone = matcher.group(4) == null ? ZoneOffset.UTC : ZoneId.of(matcher.group(4));
            LocalTime from = LocalTime.parse(matcher.group(2));
            LocalTime to = LocalTime.parse(matcher.group(3));
            Set<DayOfWeek> days = matcher.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(matcher.group(1));
            return days.isEmpty() ? Optional.empty() : Optional.of(new MaintenanceWindow(days, from, to, zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** None when one of the words is no day. */
    private static Set<DayOfWeek> days(String words) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : words.split(",")) {
            Set<DayOfWeek> named = EnumSet.allOf(DayOfWeek.class);
            named.removeIf(day -> !name(day).equalsIgnoreCase(word));
            if (named.isEmpty()) {
                return named;
            }
            days.addAll(named);
        }
        return days;
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ROOT);
    }

    /** Whether it is open at that moment. */
    public boolean contains(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overnight = !to.isAfter(from);
        boolean begun = days.contains(local.getDayOfWeek()) && !time.isBefore(from);
        boolean lasts = days.contains(local.getDayOfWeek().minus(1)) && overnight && time.isBefore(to);
        return lasts || (begun && (overnight || time.isBefore(to)));
    }

    /** For people: {@code 22:00-02:00 Europe/Paris}, with the days when it is not open every day. */
    @Override
    public String toString() {
        String hours = from + "-" + to + " " + zone;
        return days.size() == DayOfWeek.values().length
                ? hours
                : new TreeSet<>(days).stream().map(MaintenanceWindow::name).collect(Collectors.joining(",")) + " "
                        + hours;
    }
}
