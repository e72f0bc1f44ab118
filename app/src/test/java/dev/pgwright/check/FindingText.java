package dev.pgwright.check;

import dev.pgwright.advice.Proposal;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Findings and changes as golden text; what differs from run to run is masked. */
final class FindingText {
    private static final List<String> VOLATILE = List.of(
            "_ms",
            "_seconds",
            "_share",
            "_percent",
            "_days",
            "_age",
            "calls",
            "pids",
            "blocks",
            "query_id",
            "wal_bytes",
            "_per_hour",
            "_per_second",
            "_per_session",
            "commits",
            "rollbacks",
            "started_sessions",
            "waiting_files",
            "waiting_bytes",
            "data_bytes");

    private FindingText() {}

    static String of(List<Finding> findings) {
        return findings.stream().map(FindingText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Finding finding) {
        StringBuilder text = new StringBuilder()
                .append(masked(finding.key()))
                .append('\n')
                .append("impact: ")
                .append(finding.impact().id())
                .append('\n')
                .append("title: ")
                .append(masked(finding.title()))
                .append('\n')
                .append("why: ")
                .append(masked(finding.why()))
                .append('\n');
        finding.facts()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(
                                VOLATILE.stream().anyMatch(name::endsWith)
                                        ? "<" + name + ">"
                                        : masked(String.valueOf(value)))
                        .append('\n'));
        return text.toString();
    }

    /** Partitions by time depend on the day. */
    private static String timeless(String text) {
        return text.replaceAll("_p20[0-9]{2}(_[0-9]{2})+", "_p<period>")
                .replaceAll("'20[0-9]{2}-[0-9]{2}-[0-9]{2}'", "'<day>'");
    }

    /** Statement ids depend on object ids, and measured figures on the machine. */
    private static String masked(String text) {
        return timeless(text)
                .replaceAll("statement -?[0-9]{5,}", "statement <id>")
                .replaceAll("[0-9.,]+ (ms|s|seconds|minutes|days|calls|times)\\b", "<n> $1")
                .replaceAll("[0-9.]+ %", "<n> %");
    }

    static String of(Proposal proposal) {
        List<String> lines = new ArrayList<>(List.of("-- " + proposal.stage() + ": " + proposal.reason()));
        proposal.operations().forEach(o -> o.apply().forEach(step -> lines.add(line(step))));
        lines.add("-- undo");
        List<Operation> reversed = new ArrayList<>(proposal.operations());
        Collections.reverse(reversed);
        reversed.forEach(o -> o.undo().forEach(step -> lines.add(line(step))));
        return String.join("\n", lines) + "\n";
    }

    private static String line(Step step) {
        return timeless(step.sql()) + "; -- " + step.lock().mode();
    }
}
