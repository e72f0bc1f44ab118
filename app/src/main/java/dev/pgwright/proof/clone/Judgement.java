package dev.pgwright.proof.clone;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hipparchus.stat.inference.MannWhitneyUTest;

/**
 * Two samples of run times compared.
 *
 * @param ratio median after divided by median before: 0.5 is half the time; NaN when there is none
 * @param low lower end of the 95 % confidence interval of the ratio, by the percentile bootstrap (Efron and Tibshirani,
 *     An Introduction to the Bootstrap, 1993, chapter 13)
 * @param high its upper end
 * @param p that samples of one and the same distribution differ as much: two-sided rank test of Mann and Whitney (1947),
 *     exact for small samples without ties
 */
public record Judgement(Verdict verdict, double ratio, double low, double high, double p) {
    /** Chance of calling a difference what is none: a workload has many statements. */
    static final double ALPHA = 0.01;
    /** The same where blocks say so, too: they are a second witness, which other load does not disturb. */
    static final double ALPHA_WITH_WITNESS = 0.05;
    /** Runs on each side below which that chance cannot be reached: 2 / C(10, 5) is 0.008, 2 / C(8, 4) is 0.029. */
    static final int LEAST_RUNS = 5;
    /** Differences below this are a matter of which core a process woke up on. */
    static final double SMALLEST_DIFFERENCE_MS = 0.3;

    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;

    /** Of something that was not run. */
    static final Judgement NOT_RUN = new Judgement(Verdict.NOT_RUN, Double.NaN, Double.NaN, Double.NaN, 1);
    /** Of something that is done in the same way on both sides. */
    static final Judgement SAME = new Judgement(Verdict.NO_DIFFERENCE, 1, 1, 1, 1);

    /**
     * Judges.
     *
     * @param leastFactor factor between the medians from which on a difference matters, above 1
     */
    public static Judgement of(List<Double> before, List<Double> after, double leastFactor, Random random) {
        return of(before, after, leastFactor, 1, random);
    }

    /**
     * Judges with a second witness.
     *
     * @param blocks blocks that a run looks at after, divided by those before; 1 when that is not known
     */
    static Judgement of(List<Double> before, List<Double> after, double leastFactor, double blocks, Random random) {
        if (before.isEmpty() || after.isEmpty()) {
            return NOT_RUN;
        }
        double[] a = sorted(before);
        double[] b = sorted(after);
        double ratio = median(b) / median(a);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = median(resampled(b, random)) / median(resampled(a, random));
        }
        Arrays.sort(ratios);
        double p = new MannWhitneyUTest().mannWhitneyUTest(a, b);
        return new Judgement(
                verdict(a, b, p, leastFactor, blocks),
                ratio,
                ratios[(int) (TAIL * RESAMPLES)],
                ratios[(int) ((1 - TAIL) * RESAMPLES) - 1],
                p);
    }

    private static Verdict verdict(double[] before, double[] after, double p, double leastFactor, double blocks) {
        double ratio = median(after) / median(before);
        if (Math.min(before.length, after.length) < LEAST_RUNS) {
            return Verdict.NOT_RUN;
        }
        boolean matters = Math.max(ratio, 1 / ratio) >= leastFactor
                && Math.abs(median(after) - median(before)) > SMALLEST_DIFFERENCE_MS;
        boolean witnessed = ratio > 1 ? blocks >= leastFactor : blocks <= 1 / leastFactor;
        if (p > (witnessed ? ALPHA_WITH_WITNESS : ALPHA) || !matters) {
            return Verdict.NO_DIFFERENCE;
        }
        return ratio > 1 ? Verdict.SLOWER : Verdict.FASTER;
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] resampled(double[] values, Random random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        Arrays.sort(drawn);
        return drawn;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
