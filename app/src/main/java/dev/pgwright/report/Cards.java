package dev.pgwright.report;

import dev.pgwright.check.Impact;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Code;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings and changes as cards. */
final class Cards {
    private Cards() {}

    /** Everything that is known of a finding. */
    static Card finding(int number, ReportedFinding finding) {
        List<Block> body = new ArrayList<>();
        body.add(new Paragraph(finding.why()));
        body.addAll(FactWords.facts(finding.facts()));
        body.addAll(steps(finding.fix().steps()));
        if (!finding.fix().steps().isEmpty()) {
            body.addAll(undo(finding.fix().undo()));
        }
        if (!finding.risk().isBlank()) {
            body.add(new Paragraph("Risk: " + finding.risk()));
        }
        body.addAll(EvidenceWords.block(finding.evidence()));
        body.add(new Paragraph("Not a problem here? --ignore " + Commands.quoted(finding.key()), Tone.QUIET));
        return card(number, finding, body, finding.impact().atLeast(Impact.HIGH));
    }

    /** A finding without its change, where the change is shown elsewhere. */
    static Card brief(int number, ReportedFinding finding) {
        return card(number, finding, List.of(new Paragraph(finding.why())), false);
    }

    /** A change; its number is the one that {@code undo} takes. */
    static Card operation(Tuning.ReportedOperation operation, String detail) {
        List<Block> body = new ArrayList<>();
        if (!operation.reason().isBlank()) {
            body.add(new Paragraph(operation.reason()));
        }
        body.addAll(EvidenceWords.block(operation.evidence()));
        body.addAll(steps(operation.steps()));
        body.addAll(undo(operation.undo()));
        return new Card(
                "#" + operation.id(),
                operation.state(),
                tone(operation.state()),
                operation.title(),
                detail,
                body,
                true);
    }

    /** Worst first, otherwise in their order. */
    static List<ReportedFinding> worstFirst(List<ReportedFinding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(ReportedFinding::impact))
                .toList();
    }

    static Tone tone(Impact impact) {
        return switch (impact) {
            case CRITICAL -> Tone.CRITICAL;
            case HIGH -> Tone.HIGH;
            case MEDIUM -> Tone.MEDIUM;
            case LOW -> Tone.LOW;
        };
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "kept", "applied", "proven" -> Tone.GOOD;
            case "unverified" -> Tone.MEDIUM;
            case "watched" -> Tone.LOW;
            case "refused", "applying", "undoing" -> Tone.HIGH;
            case "planned" -> Tone.LOW;
            default -> Tone.QUIET;
        };
    }

    private static Card card(int number, ReportedFinding finding, List<Block> body, boolean open) {
        String detail = finding.impact().id() + " · " + finding.check() + " · " + finding.object();
        return new Card(
                String.valueOf(number),
                finding.impact().id(),
                tone(finding.impact()),
                finding.title(),
                detail,
                body,
                open);
    }

    /** Neighbours with the same lock stand together; the order stays. */
    private static List<Block> steps(List<ReportedStep> steps) {
        List<Block> blocks = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            together.add(steps.get(i).sql());
            String lock = lock(steps.get(i));
            if (i + 1 == steps.size() || !lock.equals(lock(steps.get(i + 1)))) {
                blocks.add(new Code("Run", List.copyOf(together), List.of(lock)));
                together.clear();
            }
        }
        return blocks;
    }

    private static String lock(ReportedStep step) {
        return lock(step.lock(), step.blocks());
    }

    /** What a step's lock means to others. */
    static String lock(String lock, String blocks) {
        return "none".equals(lock)
                ? "Takes no lock on your tables."
                : "Takes lock " + lock + ". It blocks " + blocks + ".";
    }

    private static List<Block> undo(List<String> undo) {
        return undo.isEmpty()
                ? List.of(new Paragraph("Undo: there is nothing to take back."))
                : List.of(new Code("Undo", undo, List.of()));
    }
}
