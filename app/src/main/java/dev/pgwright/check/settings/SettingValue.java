package dev.pgwright.check.settings;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers with units as configuration writes them (PostgreSQL documentation, "Numeric with Unit"). */
final class SettingValue {
    /** Bytes and milliseconds. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("B", 1.0),
            Map.entry("kB", 1024.0),
            Map.entry("8kB", 8192.0),
            Map.entry("MB", 1024.0 * 1024),
            Map.entry("GB", 1024.0 * 1024 * 1024),
            Map.entry("TB", 1024.0 * 1024 * 1024 * 1024),
            Map.entry("us", 0.001),
            Map.entry("ms", 1.0),
            Map.entry("s", 1_000.0),
            Map.entry("min", 60_000.0),
            Map.entry("h", 3_600_000.0),
            Map.entry("d", 86_400_000.0));

    private SettingValue() {}

    /**
     * The number in bytes or milliseconds, or plain.
     *
     * @param ownUnit the unit of a number that stands alone; null for none
     */
    static Optional<Double> number(String value, @Nullable String ownUnit) {
        String text = value.strip();
        int end = 0;
        while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String unit = text.substring(end).strip();
        Double factor = UNITS.get(unit.isEmpty() && ownUnit != null ? ownUnit : unit);
        try {
            return factor == null ? Optional.empty() : Optional.of(Double.parseDouble(text.substring(0, end)) * factor);
        } catch (NumberFormatException e) {
            return Optional.empty(); // a word such as "on"
        }
    }
}
