package dev.pgwright.report;

import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Items.Item;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words of {@code diagnose}. */
final class DiagnosisPage {
    private DiagnosisPage() {}

    static Document of(Diagnosis diagnosis) {
        List<ReportedFinding> findings = Cards.worstFirst(diagnosis.findings());
        List<Section> sections = new ArrayList<>(byImpact(findings));
        sections.add(Section.of("skipped", "Skipped: could not tell", skipped(diagnosis.skipped())));
        sections.add(Section.details(
                "passed", "Passed: " + Words.count(diagnosis.passed().size(), "check", "checks"), passed(diagnosis)));
        sections.add(Section.details("metrics", "Figures", FactWords.metrics(diagnosis.metrics())));
        return new Document(
                "pgwright " + diagnosis.command(),
                diagnosis.target(),
                Moments.minute(diagnosis.takenAt()),
                tiles(diagnosis),
                summary(diagnosis),
                sections,
                Figures.legend(sections),
                next(diagnosis));
    }

    private static List<Section> byImpact(List<ReportedFinding> findings) {
        List<Section> sections = new ArrayList<>();
        int number = 1;
        for (Impact impact : Impact.values()) {
            List<Block> cards = new ArrayList<>();
            for (ReportedFinding finding : findings) {
                if (finding.impact() == impact) {
                    cards.add(Cards.finding(number++, finding));
                }
            }
            String title = capital(impact) + ": " + Words.count(cards.size(), "finding", "findings");
            sections.add(Section.of(impact.id(), title, cards));
        }
        return sections;
    }

    private static String capital(Impact impact) {
        return impact.name().charAt(0) + impact.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static List<Tile> tiles(Diagnosis diagnosis) {
        List<Tile> tiles = new ArrayList<>();
        for (Impact impact : Impact.values()) {
            long count = diagnosis.findings().stream()
                    .filter(f -> f.impact() == impact)
                    .count();
            tiles.add(new Tile(impact.id(), Figures.count(count), count == 0 ? Tone.QUIET : Cards.tone(impact)));
        }
        tiles.add(new Tile("passed", Figures.count(diagnosis.passed().size()), Tone.GOOD));
        tiles.add(new Tile("skipped", Figures.count(diagnosis.skipped().size()), Tone.QUIET));
        return tiles;
    }

    private static long count(Diagnosis diagnosis, Impact impact) {
        return diagnosis.findings().stream().filter(f -> f.impact() == impact).count();
    }

    private static String summary(Diagnosis diagnosis) {
        List<String> counts = Arrays.stream(Impact.values())
                .filter(impact -> count(diagnosis, impact) > 0)
                .map(impact -> count(diagnosis, impact) + " " + impact.id())
                .toList();
        String found = diagnosis.findings().isEmpty()
                ? "Nothing found."
                : Words.count(diagnosis.findings().size(), "finding", "findings") + ", worst first: "
                        + String.join(", ", counts) + ".";
        String skipped =
                diagnosis.skipped().isEmpty() ? "" : ", " + diagnosis.skipped().size() + " could not tell; see below";
        return found + " " + Words.count(diagnosis.passed().size(), "check", "checks") + " passed" + skipped + ".";
    }

    /** Checks that miss the same thing stand together. */
    private static List<Block> skipped(List<Skipped> skipped) {
        Map<List<String>, List<String>> byReason = new LinkedHashMap<>();
        skipped.forEach(s -> byReason.computeIfAbsent(List.of(s.why(), s.howToEnable()), k -> new ArrayList<>())
                .add(s.check()));
        List<Item> items = byReason.entrySet().stream()
                .map(e -> new Item(
                        String.join(", ", e.getValue()) + ": " + e.getKey().get(0),
                        List.of("To enable: " + e.getKey().get(1))))
                .toList();
        return items.isEmpty() ? List.of() : List.of(new Items("", items));
    }

    private static List<Block> passed(Diagnosis diagnosis) {
        return diagnosis.passed().isEmpty() ? List.of() : List.of(new Paragraph(String.join(", ", diagnosis.passed())));
    }

    private static List<Command> next(Diagnosis diagnosis) {
        List<Command> commands = new ArrayList<>();
        if (!diagnosis.findings().isEmpty()) {
            ReportedFinding worst = Cards.worstFirst(diagnosis.findings()).get(0);
            commands.add(new Command("Read about the first", Commands.line("explain " + worst.check(), "")));
        }
        if (diagnosis.findings().stream().anyMatch(f -> !f.fix().steps().isEmpty())) {
            commands.add(new Command("See all changes, nothing is applied", Commands.line("tune", diagnosis.target())));
        }
        return commands;
    }
}
