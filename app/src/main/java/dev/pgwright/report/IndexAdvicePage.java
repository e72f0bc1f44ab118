package dev.pgwright.report;

import dev.pgwright.report.IndexAdviceResult.DroppedIndex;
import dev.pgwright.report.IndexAdviceResult.RefutedIndex;
import dev.pgwright.report.IndexAdviceResult.SelectedIndex;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Code;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of {@code indexes}. */
final class IndexAdvicePage {
    /** Refuted candidates that are shown; JSON has them all. */
    private static final int MOST_REFUTED = 6;
    /** Statements that are named in a line. */
    private static final int MOST_NAMED = 3;
    /** Cards that are open where a format can fold. */
    private static final int OPEN = 3;

    private final IndexAdviceResult advice;
    private final IndexAdviceTables tables;

    private IndexAdvicePage(IndexAdviceResult advice) {
        this.advice = advice;
        this.tables = new IndexAdviceTables(advice);
    }

    static Document of(IndexAdviceResult advice) {
        return new IndexAdvicePage(advice).document();
    }

    private Document document() {
        List<Section> sections = List.of(
                Section.of("selected", "How to build them", selected()),
                Section.of("drop", "To drop: " + indexes(advice.drop().size()), drops()),
                Section.details("refuted", "Considered and not taken", refuted()),
                Section.details("second-opinion", "Second opinion", SecondOpinions.blocks(advice)),
                Section.details("left-out", "Statements that were left out", leftOut()),
                Section.details("gaps", "What the twin lacks", gaps()),
                Section.details("notes", "About the workload", notes()),
                Section.details("undo", "To take it back", undo()),
                Section.of("workload", "Statements, by the planner's estimates", tables.statements()),
                Section.outcome("indexes", "New indexes, the most useful first", tables.indexes()));
        return new Document(
                "pgwright " + advice.command(),
                advice.target(),
                Moments.minute(advice.takenAt()),
                tiles(),
                summary(),
                sections,
                legend(sections),
                next());
    }

    private static String indexes(int count) {
        return Words.count(count, "index", "indexes");
    }

    private List<Block> selected() {
        if (advice.selected().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        Set<String> locks = new LinkedHashSet<>();
        advice.selected().forEach(index -> locks.add(Cards.lock(index.lock(), index.blocks())));
        blocks.add(new Paragraph("One at a time, outside of a transaction. " + String.join(" ", locks)));
        for (SelectedIndex index : advice.selected()) {
            blocks.add(card(blocks.size(), index));
        }
        return blocks;
    }

    private Card card(int number, SelectedIndex index) {
        List<Block> body = new ArrayList<>();
        body.add(new Paragraph(figures(index)));
        RefutedIndex other = index.insteadOf();
        if (other != null) {
            body.add(new Paragraph(
                    "Not " + IndexWords.of(other.sql()) + ", " + Figures.bytes(other.bytes()) + ": " + reason(other),
                    Tone.QUIET));
        }
        body.add(new Code("Run", List.of(index.sql()), List.of()));
        return new Card(
                String.valueOf(number),
                share(index.gain()) + " saved",
                Tone.LOW,
                IndexWords.of(index.sql()),
                "",
                body,
                number <= OPEN);
    }

    private String figures(SelectedIndex index) {
        String writes = index.writePenalty() > 0
                ? " after " + share(index.writePenalty()) + " for its upkeep"
                : "; the workload writes nothing to it";
        return Figures.bytes(index.bytes()) + "; saves " + share(index.gain()) + " of the cost" + writes
                + "; builds in " + about(index.buildSeconds()) + ". Serves " + named(index.serves()) + ".";
    }

    private static String about(double seconds) {
        return Double.isFinite(seconds)
                ? "roughly " + Figures.time(1000 * Math.max(1, Math.rint(seconds))) + ", an estimate"
                : "a time that is not known";
    }

    private static String named(List<String> statements) {
        List<String> first = statements.stream().limit(MOST_NAMED).collect(Collectors.toCollection(ArrayList::new));
        int more = statements.size() - first.size();
        if (more > 0) {
            return String.join(", ", first) + " and " + more + " more";
        }
        return first.isEmpty() ? "no statement alone" : String.join(", ", first);
    }

    private String share(double cost) {
        double before = advice.cost().before();
        return IndexWords.share(before <= 0 ? 0 : cost / before);
    }

    private List<Block> drops() {
        List<Block> cards = new ArrayList<>();
        for (DroppedIndex drop : advice.drop()) {
            List<Block> body = List.of(
                    new Paragraph("Drop it when the new one stands: " + drop.reason() + "."),
                    new Code("Run", List.of(drop.sql()), List.of(Cards.lock(drop.lock(), drop.blocks()))),
                    new Code("Undo", drop.undo(), List.of()));
            String title = drop.name() + " of " + drop.table();
            cards.add(new Card(String.valueOf(cards.size() + 1), "drop", Tone.MEDIUM, title, "", body, true));
        }
        return cards;
    }

    private List<Block> refuted() {
        List<Items.Item> items = advice.refuted().stream()
                .limit(MOST_REFUTED)
                .map(refuted -> new Items.Item(
                        IndexWords.of(refuted.sql()) + ", " + Figures.bytes(refuted.bytes()), List.of(reason(refuted))))
                .toList();
        if (items.isEmpty()) {
            return List.of();
        }
        int more = advice.refuted().size() - items.size();
        List<Block> blocks = new ArrayList<>(List.of(new Items("", items)));
        if (more > 0) {
            blocks.add(new Paragraph("And " + more + " more; --format json has them.", Tone.QUIET));
        }
        return blocks;
    }

    private String reason(RefutedIndex refuted) {
        String figure = refuted.gain() > 0
                ? "would save " + share(refuted.gain()) + " more"
                : refuted.gain() < 0
                        ? "would cost " + share(-refuted.gain()) + " more than it saves"
                        : "would save nothing more";
        return figure + "; it " + refuted.reason();
    }

    private List<Block> undo() {
        List<String> statements =
                advice.selected().stream().map(SelectedIndex::undo).toList();
        return statements.isEmpty() ? List.of() : List.of(new Code("Undo", statements, List.of()));
    }

    private List<Block> leftOut() {
        List<String> lines = advice.leftOut().stream()
                .map(left -> left.statement() + ": " + left.reason())
                .toList();
        return lines.isEmpty() ? List.of() : List.of(Items.of("", lines));
    }

    /** Things that are lacking for the same reason stand together. */
    private List<Block> gaps() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        advice.gaps()
                .forEach(
                        gap -> byReason.computeIfAbsent(gap.reason() + "; " + gap.consequence(), k -> new ArrayList<>())
                                .add(gap.object()));
        List<Items.Item> items = byReason.entrySet().stream()
                .map(entry -> new Items.Item(named(entry.getValue()), List.of(entry.getKey())))
                .toList();
        return items.isEmpty() ? List.of() : List.of(new Items("", items));
    }

    private List<Block> notes() {
        return advice.notes().isEmpty() ? List.of() : List.of(Items.of("", advice.notes()));
    }

    private long bytes() {
        return advice.selected().stream().mapToLong(SelectedIndex::bytes).sum();
    }

    private List<Tile> tiles() {
        int count = advice.selected().size();
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile("new indexes", Figures.count(count), count > 0 ? Tone.GOOD : Tone.QUIET));
        if (!advice.drop().isEmpty()) {
            tiles.add(new Tile("to drop", Figures.count(advice.drop().size()), Tone.MEDIUM));
        }
        if (count > 0) {
            tiles.add(new Tile("together", Figures.bytes(bytes()), Tone.PLAIN));
            tiles.add(new Tile("cost afterwards", IndexWords.share(advice.cost().relative()), Tone.GOOD));
        }
        return tiles;
    }

    private String summary() {
        String change = advice.selected().isEmpty()
                ? "No new index is worth its cost to this workload of "
                        + Words.count(advice.statements().size(), "statement", "statements") + "."
                : indexes(advice.selected().size()) + " of " + Figures.bytes(bytes())
                        + " would bring the cost of this workload to "
                        + IndexWords.share(advice.cost().relative()) + " of what it is.";
        String bound = advice.candidates() == 0
                ? ""
                : " The best choice of " + Words.count(advice.candidates(), "candidate", "candidates") + " within "
                        + budget() + " costs at most " + IndexWords.share(advice.gap()) + " less than that.";
        return change + bound + " These are the planner's estimates; nothing was changed.";
    }

    private String budget() {
        String why = advice.budget().why();
        String bytes = IndexWords.decimal(advice.budget().bytes());
        return why == null ? bytes : bytes + " (" + why + ")";
    }

    private List<String> legend(List<Section> sections) {
        List<String> legend = new ArrayList<>();
        if (!advice.selected().isEmpty()) {
            legend.add("Saved is what the workload would cost more without that index, the others there; indexes that"
                    + " share a statement share what they save.");
        }
        legend.addAll(Figures.legend(sections));
        return legend;
    }

    private List<Command> next() {
        if (advice.selected().isEmpty()) {
            return List.of();
        }
        List<Command> commands = new ArrayList<>();
        commands.add(
                new Command("Write a migration", Commands.line("indexes --migration indexes.sql", advice.target())));
        boolean live = advice.statements().stream().anyMatch(s -> s.calibrated() != null);
        if (live) {
            commands.add(new Command(
                    "Write a plan", Commands.line("indexes --format json --out plan.json", advice.target())));
            commands.add(new Command(
                    "Apply the plan, measure, keep what helps", Commands.line("apply plan.json", advice.target())));
        }
        return commands;
    }
}
