package dev.pgwright.report.render;

import dev.pgwright.report.document.Bars;
import dev.pgwright.report.document.Bars.Bar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Where the bars of a chart end on its logarithmic scale, in percent of its width. */
public final class BarChart {
    /** Room at the right for the figure behind the longest bar. */
    private static final double FULL = 78;

    private static final double SHORTEST = 1;
    private static final int MOST_NAMES = 3;

    private final Bars bars;
    private final int lowest;
    private final int highest;

    public BarChart(Bars bars) {
        this.bars = bars;
        double[] values = bars.bars().stream()
                .flatMapToDouble(b -> DoubleStream.of(b.before(), orBefore(b.after(), b), orBefore(b.target(), b)))
                .filter(v -> v > 0)
                .toArray();
        lowest = (int) Math.floor(Math.log10(DoubleStream.of(values).min().orElse(1)) - 1e-9);
        highest = Math.max(lowest + 1, (int)
                Math.ceil(Math.log10(DoubleStream.of(values).max().orElse(1)) - 1e-9));
    }

    public String caption() {
        return bars.caption();
    }

    public List<Bar> bars() {
        return bars.bars();
    }

    /** False for a dry run. */
    public boolean hasAfter() {
        return bars.bars().stream().anyMatch(bar -> bar.after() != null);
    }

    /** End of a bar. */
    public double x(double ms) {
        return Math.max(SHORTEST, place(ms));
    }

    /** End of a bar that may be missing. */
    public double x(@Nullable Double ms, double missing) {
        return ms == null ? missing : x(ms);
    }

    /** The powers of ten; where they are many, every second has its name. */
    public List<Tick> ticks() {
        int named = highest - lowest > MOST_NAMES ? 2 : 1;
        List<Tick> ticks = new ArrayList<>();
        for (int power = lowest; power <= highest; power++) {
            boolean isNamed = (power - lowest) % named == 0;
            ticks.add(new Tick(place(Math.pow(10, power)), isNamed ? label(power) : ""));
        }
        return ticks;
    }

    /** What the picture says, for those who do not see it. */
    public String words(Bar bar) {
        StringBuilder words = new StringBuilder(bar.label())
                .append(hasAfter() ? ": before " : ": ")
                .append(bar.beforeText());
        if (bar.afterText() != null) {
            words.append(", after ").append(bar.afterText());
        }
        if (bar.targetText() != null) {
            words.append(", target ").append(bar.targetText());
        }
        return words.toString();
    }

    /** A power of ten on the scale. */
    public record Tick(double x, String label) {}

    private double place(double ms) {
        double power = ms <= 0 ? lowest : Math.log10(ms);
        double share = Math.min(1, Math.max(0, (power - lowest) / (highest - lowest)));
        return Math.round(share * FULL * 100) / 100.0;
    }

    private static double orBefore(@Nullable Double value, Bar bar) {
        return value == null ? bar.before() : value;
    }

    private static String label(int power) {
        if (power >= 3) {
            return plain(power - 3) + " s";
        }
        return plain(power) + " ms";
    }

    private static String plain(int power) {
        return BigDecimal.ONE.scaleByPowerOfTen(power).toPlainString();
    }
}
