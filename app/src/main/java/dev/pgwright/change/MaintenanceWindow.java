package dev.pgwright.change;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours in which changes may be made.
 *
 * @param days on which it begins
 * @param from when it begins
 * @param to when it ends, on the next day when that is not after its beginning; what was begun is not cut off
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public MaintenanceWindow {
        days = Set.copyOf(days);
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

    /** For people: {@code 22:00-02:00 Europe/Paris}. */
    @Override
    public String toString() {
        return from + "-" + to + " " + zone;
    }
}
