package dev.pgwright.report;

import dev.pgwright.proof.Evidence;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Items;
import dev.pgwright.text.Words;
import java.util.List;

/** Evidence in a sentence: what, before and after, how it was measured and how often. */
final class EvidenceWords {
    private EvidenceWords() {}

    static List<Block> block(List<Evidence> evidence) {
        return evidence.isEmpty()
                ? List.of()
                : List.of(Items.of(
                        "Evidence",
                        evidence.stream().map(EvidenceWords::sentence).toList()));
    }

    static String sentence(Evidence e) {
        return e.metric() + ": " + figure(e, e.before()) + " → " + figure(e, e.after()) + change(e) + "; " + how(e);
    }

    private static String change(Evidence e) {
        if (e.before() <= 0 || e.after() <= 0) {
            return "";
        }
        return ", "
                + ("ms".equals(e.unit())
                        ? Figures.change(e.before(), e.after())
                        : Figures.change(e.before(), e.after(), "less", "more"));
    }

    private static String how(Evidence e) {
        if (e.metric().startsWith("calls of ")) {
            return "counted on this database, mean of " + Words.count(e.samples(), "call", "calls");
        }
        String runs = e.samples() > 1 ? ", median of " + Words.count(e.samples(), "run", "runs") : ", one run";
        return switch (e.level()) {
            case ESTIMATED -> "estimated by the planner, not run";
            case MEASURED_ON_CLONE -> "measured on a copy" + runs;
            case MEASURED_IN_PRODUCTION -> "measured on this database" + runs;
        };
    }

    private static String figure(Evidence e, double value) {
        return switch (e.unit()) {
            case "ms" -> Figures.time(value);
            case "bytes" -> Figures.bytes(value);
            default -> Figures.number(value) + (e.metric().contains(e.unit()) ? "" : " " + e.unit());
        };
    }
}
