package dev.pgwright.bench;

import dev.pgwright.twin.Calibration;
import dev.pgwright.twin.Calibration.Outcome;
import dev.pgwright.twin.TwinGap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@link TwinBench} found, database by database, and the table over all. */
final class TwinFigures {
    private final List<Line> lines = new ArrayList<>();

    /**
     * One database.
     *
     * @param major of its server; empty when it was not chosen
     * @param seconds since the beginning: snapshot read, measured, twin stands, calibrated
     */
    record Line(String name, String major, List<Calibration.Result> results, List<TwinGap> gaps, List<Double> seconds) {
        Line {
            results = List.copyOf(results);
            gaps = List.copyOf(gaps);
            seconds = List.copyOf(seconds);
        }

        private long count(Outcome outcome) {
            return results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .count();
        }

        private long identical() {
            return count(Outcome.IDENTICAL);
        }

        /** What the target does not plan itself, no twin can plan alike. */
        private long comparable() {
            return results.size() - count(Outcome.REFUSED_BY_TARGET);
        }
    }

    /** Keeps and prints the figures of one database. */
    void add(Line line) {
        lines.add(line);
        System.out.printf(
                Locale.ROOT,
                "%s%s: %d statements; %s; snapshot %.2f s, measuring %.2f s, twin %.2f s, calibration %.2f s%n",
                line.name,
                line.major.isEmpty() ? "" : " on " + line.major,
                line.results.size(),
                Arrays.stream(Outcome.values())
                        .filter(outcome -> line.count(outcome) > 0)
                        .map(outcome -> outcome + " " + line.count(outcome))
                        .collect(Collectors.joining(", ")),
                line.seconds.get(0),
                line.seconds.get(1) - line.seconds.get(0),
                line.seconds.get(2) - line.seconds.get(1),
                line.seconds.get(3) - line.seconds.get(2));
        line.results.stream()
                .filter(result -> !result.isCalibrated())
                .forEach(result -> System.out.println(
                        "    " + result.statement().name() + ": " + result.outcome() + ": " + result.difference()));
        line.gaps.forEach(gap -> System.out.println("    gap " + gap));
        System.out.flush();
    }

    /** Identical plans of those that the target plans, databases by majors. */
    void print() {
        Set<String> names = lines.stream()
                .map(Line::name)
                .collect(Collectors.toCollection(() -> new TreeSet<>())); // in a fixed order
        Set<String> majors = lines.stream().map(Line::major).collect(Collectors.toCollection(TreeSet::new));
        int width = names.stream().mapToInt(String::length).max().orElse(1) + 2;
        System.out.println("\nplans on the twin identical to the target's");
        System.out.println(row("", majors.stream().toList(), "all", width));
        for (String name : names) {
            System.out.println(row(
                    name,
                    majors.stream()
                            .map(major -> share(lines.stream()
                                    .filter(line -> line.name.equals(name) && line.major.equals(major))
                                    .toList()))
                            .toList(),
                    share(lines.stream().filter(line -> line.name.equals(name)).toList()),
                    width));
        }
        System.out.println(row(
                "all",
                majors.stream()
                        .map(major -> share(lines.stream()
                                .filter(line -> line.major.equals(major))
                                .toList()))
                        .toList(),
                share(lines),
                width));
        long comparable = lines.stream().mapToLong(Line::comparable).sum();
        long identical = lines.stream().mapToLong(Line::identical).sum();
        System.out.printf(Locale.ROOT, "%.2f %% of %d%n", 100.0 * identical / Math.max(1, comparable), comparable);
    }

    private static String share(List<Line> some) {
        return some.isEmpty()
                ? "-"
                : some.stream().mapToLong(Line::identical).sum() + "/"
                        + some.stream().mapToLong(Line::comparable).sum();
    }

    private static String row(String name, List<String> cells, String total, int width) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", name));
        cells.forEach(cell -> text.append(String.format(Locale.ROOT, "%10s", cell)));
        return text.append(String.format(Locale.ROOT, "%12s", total)).toString();
    }
}
