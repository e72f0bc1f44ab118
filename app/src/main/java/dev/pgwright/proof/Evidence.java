package dev.pgwright.proof;

/**
 * A measured or estimated effect.
 *
 * @param metric what was measured, for example {@code statement customer-bookings}
 * @param before value before the change, in {@code unit}
 * @param after value after it
 * @param unit {@code ms}, {@code bytes}, {@code rows}, {@code cost}
 * @param samples number of measurements behind each value
 */
public record Evidence(Level level, String metric, double before, double after, String unit, int samples) {
    /** How much a figure is worth, weakest first. */
    public enum Level {
        /** The planner says so. */
        ESTIMATED,
        /** Run on a copy with real rows. */
        MEASURED_ON_CLONE,
        /** Run on the database itself. */
        MEASURED_IN_PRODUCTION
    }
}
