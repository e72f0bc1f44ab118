package dev.pgwright.report;

import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of {@code tune}, {@code apply} and {@code undo}. */
final class TuningPage {
    private static final String UNMEASURED = "Applied and kept";

    /** States in the order in which they are shown, with their titles. */
    private static final Map<String, String> STATES = new LinkedHashMap<>();

    static {
        STATES.put("planned", "Proposed");
        STATES.put("kept", "Applied, measured and kept");
        STATES.put("watched", "Applied, being watched");
        STATES.put("unverified", "Applied, could not be verified");
        STATES.put("undone", "Taken back");
        STATES.put("refused", "Refused");
    }

    private final Tuning tuning;
    private final WorkloadTable workload;

    private TuningPage(Tuning tuning) {
        this.tuning = tuning;
        this.workload = new WorkloadTable(tuning);
    }

    static Document of(Tuning tuning) {
        return new TuningPage(tuning).document();
    }

    private Document document() {
        List<Section> sections = new ArrayList<>();
        sections.add(findings());
        STATES.forEach((state, title) -> sections.add(operations(state, wasMeasured(state) ? title : UNMEASURED)));
        sections.add(refuted());
        sections.add(Section.of("notes", "Not done or not measured", notes()));
        sections.add(Section.outcome("workload", changed() ? "Before and after" : "Workload", workload.blocks()));
        return new Document(
                "pgwright " + tuning.command() + (isDryRun() ? " (dry run)" : ""),
                tuning.target(),
                Moments.minute(tuning.takenAt()),
                tiles(),
                summary(),
                sections,
                Figures.legend(sections),
                next());
    }

    private boolean wasMeasured(String state) {
        return !"kept".equals(state) || changed() || "tune".equals(tuning.command());
    }

    private boolean isDryRun() {
        return !tuning.applied() && !"undo".equals(tuning.command());
    }

    private boolean changed() {
        Tuning.Totals totals = tuning.totals();
        return totals != null && totals.afterMs() != null;
    }

    private Section findings() {
        List<Block> cards = new ArrayList<>();
        List<ReportedFinding> sorted = Cards.worstFirst(tuning.findings());
        for (int i = 0; i < sorted.size(); i++) {
            cards.add(Cards.brief(i + 1, sorted.get(i)));
        }
        return Section.of("findings", "Found: " + Words.count(cards.size(), "problem", "problems"), cards);
    }

    private Section operations(String state, String title) {
        List<Card> cards = tuning.operations().stream()
                .filter(o -> state.equals(o.state()))
                .map(o -> Cards.operation(o, ""))
                .toList();
        return Section.of(state, title + ": " + Words.count(cards.size(), "change", "changes"), cards);
    }

    private Section refuted() {
        List<Block> items = new ArrayList<>();
        if (!tuning.refuted().isEmpty()) {
            items.add(new Items(
                    "", tuning.refuted().stream().map(TuningPage::refutation).toList()));
        }
        return Section.of("refuted", "Considered and refuted: it did not help", items);
    }

    private static Items.Item refutation(ReportedOperation operation) {
        List<String> more = new ArrayList<>();
        if (!operation.reason().isBlank()) {
            more.add(operation.reason());
        }
        operation.evidence().forEach(e -> more.add(EvidenceWords.sentence(e)));
        return new Items.Item(operation.title(), more);
    }

    private List<Block> notes() {
        return tuning.notes().isEmpty() ? List.of() : List.of(Items.of("", tuning.notes()));
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        Tuning.Totals totals = tuning.totals();
        if (totals != null) {
            Double after = totals.afterMs();
            if (after == null) {
                tiles.add(new Tile("workload takes", Figures.time(totals.beforeMs()), Tone.PLAIN));
            } else {
                tiles.add(new Tile("workload before", Figures.time(totals.beforeMs()), Tone.PLAIN));
                tiles.add(new Tile("workload after", Figures.time(after), Tone.PLAIN));
            }
            tiles.addAll(faster(totals.ratio()));
        }
        STATES.forEach((state, title) -> {
            long count = count(state);
            if (count > 0) {
                tiles.add(new Tile(state, Figures.count(count), Tone.PLAIN));
            }
        });
        long over = workload.overTarget();
        if (over > 0) {
            tiles.add(new Tile("over target", Figures.count(over), Tone.HIGH));
        }
        return tiles;
    }

    private static List<Tile> faster(@Nullable Double ratio) {
        if (ratio == null || ratio <= 0) {
            return List.of();
        }
        return ratio < 1
                ? List.of(new Tile("times slower", Figures.times(1 / ratio), Tone.HIGH))
                : List.of(new Tile("times faster", Figures.times(ratio), Tone.GOOD));
    }

    private long count(String state) {
        return tuning.operations().stream().filter(o -> state.equals(o.state())).count();
    }

    private String summary() {
        StringBuilder words = new StringBuilder(total());
        if (tuning.operations().isEmpty()) {
            words.append("There is nothing to change.");
        } else if (isDryRun()) {
            words.append(Words.count(tuning.operations().size(), "change", "changes"))
                    .append(" proposed. This is a dry run: nothing was changed.");
        } else {
            List<String> counts = STATES.keySet().stream()
                    .filter(state -> count(state) > 0)
                    .map(state -> count(state) + " " + state)
                    .toList();
            words.append("Changes: ").append(String.join(", ", counts)).append('.');
        }
        if (tuning.ledger() != null) {
            words.append(" Recorded in ").append(tuning.ledger()).append('.');
        }
        return words.toString();
    }

    private String total() {
        Tuning.Totals totals = tuning.totals();
        if (totals == null || totals.afterMs() == null) {
            return "";
        }
        double after = totals.afterMs();
        String change = Figures.change(totals.beforeMs(), after);
        return "The workload took " + Figures.time(totals.beforeMs()) + " and now takes " + Figures.time(after) + ": "
                + change + ". ";
    }

    private List<Command> next() {
        List<Command> commands = new ArrayList<>();
        if (isDryRun() && count("planned") > 0 && "tune".equals(tuning.command())) {
            commands.add(
                    new Command("Apply, measure, keep what helps", Commands.line("tune --apply", tuning.target())));
        }
        if (count("watched") > 0) {
            commands.add(new Command("Conclude when the time is over", Commands.line("verify", tuning.target())));
        }
        if (count("kept") + count("watched") + count("unverified") > 0) {
            commands.add(new Command("Take back everything", Commands.line("undo --all", tuning.target())));
        }
        if (!tuning.findings().isEmpty()) {
            commands.add(new Command("See every finding in full", Commands.line("diagnose", tuning.target())));
        }
        return commands;
    }
}
