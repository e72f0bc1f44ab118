package dev.pgwright.report;

import dev.pgwright.report.document.Section;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Figures for people: a unit that fits and no more digits than a measurement is worth. */
final class Figures {
    private static final String BYTES_LEGEND = "1 MiB is 2^20 bytes; PostgreSQL itself calls it MB.";
    private static final Pattern SIZE = Pattern.compile("\\d [KMGT]iB\\b");

    private static final String[] BYTES = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final String UNKNOWN = "unknown";
    private static final double SAME = 1.05;
    private static final double THOUSAND = 1000;

    private Figures() {}

    /** What the units mean, where they were used. */
    static List<String> legend(List<Section> sections) {
        return SIZE.matcher(sections.toString()).find() ? List.of(BYTES_LEGEND) : List.of();
    }

    /** {@code 0.42 ms}, {@code 84 ms}, {@code 1.2 s}, {@code 2.5 min}, {@code 3.1 h}, {@code 4.0 days}. */
    static String time(double ms) {
        if (!Double.isFinite(ms)) {
            return UNKNOWN;
        }
        double size = Math.abs(ms);
        if (size == 0) {
            return "0 ms";
        }
        if (size < 0.01) {
            return "under 0.01 ms";
        }
        if (rounded(size).doubleValue() < THOUSAND) {
            return digits(ms) + " ms";
        }
        double seconds = ms / THOUSAND;
        double minutes = seconds / 60;
        double hours = minutes / 60;
        if (Math.abs(seconds) < 120) {
            return digits(seconds) + " s";
        }
        if (Math.abs(minutes) < 120) {
            return digits(minutes) + " min";
        }
        return Math.abs(hours) < 48 ? digits(hours) + " h" : digits(hours / 24) + " days";
    }

    /** A size as {@link #bytes(double)} says it. */
    static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** {@code 512 bytes}, {@code 12 MiB}. */
    static String bytes(double bytes) {
        if (!Double.isFinite(bytes)) {
            return UNKNOWN;
        }
        int unit = 0;
        double size = bytes;
        while (unit < BYTES.length - 1 && rounded(Math.abs(size)).doubleValue() >= 1024) {
            size /= 1024;
            unit++;
        }
        return (unit == 0 ? number(size) : digits(size)) + " " + BYTES[unit];
    }

    /** {@code 480,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 480,000}; fractions with two or three digits. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? count((long) value) : digits(value);
    }

    /** {@code 91.3 %}; close to 100 with two digits and never rounded up to it, because there they matter. */
    static String percent(double value) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        boolean close = value > 99 && value < 100;
        RoundingMode mode = close ? RoundingMode.DOWN : RoundingMode.HALF_UP;
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(close ? 2 : 1, mode);
        return rounded.stripTrailingZeros().toPlainString() + " %";
    }

    /** {@code +8.3 points} between two shares in percent. */
    static String points(double difference) {
        BigDecimal rounded = BigDecimal.valueOf(difference).setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "about the same" : (rounded.signum() > 0 ? "+" : "") + rounded + " points";
    }

    /** {@code 271×}; 1 is no difference. */
    static String times(double ratio) {
        return Double.isFinite(ratio) ? digits(ratio) + "×" : UNKNOWN;
    }

    /** What became of a time, in words. */
    static String change(double before, double after) {
        return change(before, after, "faster", "slower");
    }

    /** What became of a figure, in words, such as {@code less} and {@code more}. */
    static String change(double before, double after, String down, String up) {
        if (isSame(before, after)) {
            return "about the same";
        }
        if (before <= 0 || after <= 0) {
            return after < before ? down : up;
        }
        return after < before ? digits(before / after) + " times " + down : digits(after / before) + " times " + up;
    }

    /** True when two measurements differ by less than what they scatter. */
    static boolean isSame(double before, double after) {
        return before == after || (before > 0 && after > 0 && before / after < SAME && after / before < SAME);
    }

    /** Two significant digits, three from 100 on, all digits of the whole part from 1000 on. */
    private static String digits(double value) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        BigDecimal rounded = rounded(value);
        boolean whole = rounded.abs().compareTo(BigDecimal.TEN) >= 0;
        return whole ? count(rounded.longValue()) : rounded.toPlainString();
    }

    private static BigDecimal rounded(double value) {
        int digits = Math.abs(value) < 100 ? 2 : 3;
        return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    }
}
