package dev.pgwright.report;

import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The words of {@code ledger}. */
final class LedgerPage {
    private static final Set<String> IN_FORCE =
            Set.of("kept", "watched", "unverified", "applied", "applying", "undoing");

    private LedgerPage() {}

    static Document of(LedgerListing ledger) {
        List<Card> cards = ledger.changes().stream().map(LedgerPage::card).toList();
        Map<String, Long> states = new TreeMap<>();
        ledger.changes().forEach(e -> states.merge(e.operation().state(), 1L, Long::sum));
        List<Tile> tiles = states.entrySet().stream()
                .map(e -> new Tile(e.getKey(), Figures.count(e.getValue()), Tone.PLAIN))
                .toList();
        List<Section> sections = List.of(Section.of("changes", "Changes", cards));
        String count = Words.count(cards.size(), "change", "changes");
        return new Document(
                "pgwright " + ledger.command(),
                ledger.target(),
                "",
                tiles,
                cards.isEmpty() ? "pgwright has changed nothing here." : count + ", oldest first.",
                sections,
                Figures.legend(sections),
                next(ledger));
    }

    private static Card card(LedgerListing.Entry entry) {
        ReportedOperation operation = entry.operation();
        String detail = operation.state() + " · " + Moments.minute(entry.changedAt()) + " · run " + entry.run();
        return Cards.operation(operation, detail);
    }

    private static List<Command> next(LedgerListing ledger) {
        List<ReportedOperation> inForce = ledger.changes().stream()
                .map(LedgerListing.Entry::operation)
                .filter(o -> IN_FORCE.contains(o.state()))
                .toList();
        List<Command> commands = new ArrayList<>();
        if (!inForce.isEmpty()) {
            String last = inForce.get(inForce.size() - 1).id();
            commands.add(new Command("Take back the last", Commands.line("undo " + last, ledger.target())));
            commands.add(new Command("Take back everything", Commands.line("undo --all", ledger.target())));
        }
        return commands;
    }
}
