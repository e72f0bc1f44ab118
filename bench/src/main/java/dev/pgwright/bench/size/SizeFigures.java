package dev.pgwright.bench.size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Prints how far predictions are from what was built. */
final class SizeFigures {
    /** Below this a page more or less is not of interest. */
    private static final int SMALL = 10;

    private SizeFigures() {}

    static void print(List<SizeOutcome> outcomes) {
        List<SizeOutcome> large =
                outcomes.stream().filter(one -> one.pages() > SMALL).toList();
        System.out.println("\nfrom statistics alone:");
        summary(large);
        System.out.println("\nwith a sample of 30,000 rows of each table:");
        summary(large.stream().map(SizeOutcome::withSample).toList());
        System.out.printf(
                Locale.ROOT, "%nindexes of %d pages or fewer: %d, left out%n", SMALL, outcomes.size() - large.size());
    }

    private static void summary(List<SizeOutcome> large) {
        large.stream()
                .sorted(Comparator.comparingDouble((SizeOutcome one) -> -Math.abs(Math.log(1 + one.error()))))
                .limit(20)
                .forEach(one -> System.out.printf(
                        Locale.ROOT,
                        "%-14s %+7.1f%% %8d real %8d  %s %s%n",
                        one.index().kind(),
                        100 * one.error(),
                        one.predicted().pages(),
                        one.pages(),
                        one.index().table(),
                        one.index().definition() + " " + one.index().condition()));
        groups(large, one -> one.index().kind()).forEach(SizeFigures::line);
        Map<String, List<SizeOutcome>> sources = groups(large, SizeOutcome::source);
        if (sources.size() > 1) {
            sources.forEach((source, outcomes) -> line("in " + source, outcomes));
        }
        line("all btrees", large.stream().filter(SizeOutcome::isBtree).toList());
        line("all", large);
    }

    private static Map<String, List<SizeOutcome>> groups(List<SizeOutcome> outcomes, Function<SizeOutcome, String> by) {
        Map<String, List<SizeOutcome>> groups = new TreeMap<>();
        outcomes.forEach(one ->
                groups.computeIfAbsent(by.apply(one), key -> new ArrayList<>()).add(one));
        return groups;
    }

    private static void line(String name, List<SizeOutcome> outcomes) {
        double[] errors = outcomes.stream()
                .mapToDouble(one -> Math.abs(one.error()))
                .sorted()
                .toArray();
        if (errors.length == 0) {
            return;
        }
        long heights = outcomes.stream()
                .filter(one -> one.isBtree() && one.height() != one.predicted().height())
                .count();
        System.out.printf(
                Locale.ROOT,
                "%-14s %4d indexes: within 10 %% %5.1f %%, within 25 %% %5.1f %%, median %4.1f %%, worst %6.1f %%, "
                        + "wrong height %d, prediction %.2f ms%n",
                name,
                errors.length,
                share(errors, 0.10),
                share(errors, 0.25),
                100 * errors[errors.length / 2],
                100 * errors[errors.length - 1],
                heights,
                outcomes.stream().mapToDouble(SizeOutcome::millis).average().orElse(0));
    }

    private static double share(double[] errors, double bound) {
        long within = Arrays.stream(errors).filter(error -> error <= bound).count();
        return 100.0 * within / errors.length;
    }
}
