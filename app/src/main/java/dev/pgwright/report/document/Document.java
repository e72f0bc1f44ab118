package dev.pgwright.report.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole report.
 *
 * @param subject what it is about, usually the target; may be empty
 * @param when the time that it speaks of; may be empty
 * @param tiles the outcome in a few figures
 * @param summary the outcome in a sentence or two
 * @param legend what units and words mean
 * @param next commands to paste
 */
public record Document(
        String title,
        String subject,
        String when,
        List<Tile> tiles,
        String summary,
        List<Section> sections,
        List<String> legend,
        List<Command> next) {

    /** A figure with its name. */
    public record Tile(String name, String value, Tone tone) {
        public Tile {
            name = Visible.line(name);
            value = Visible.line(value);
        }
    }

    /** A line for the shell with what it does. */
    public record Command(String label, String line) {
        public Command {
            line = Visible.name(line);
        }
    }

    public Document {
        title = Visible.line(title);
        subject = Visible.name(subject);
        summary = Visible.line(summary);
        tiles = List.copyOf(tiles);
        sections = sections.stream().filter(s -> !s.blocks().isEmpty()).toList();
        legend = List.copyOf(legend);
        next = List.copyOf(next);
    }

    /** The sections as a file or page shows them: the outcome first. */
    public List<Section> outcomeFirst() {
        List<Section> ordered =
                new ArrayList<>(sections.stream().filter(Section::first).toList());
        sections.stream().filter(s -> !s.first()).forEach(ordered::add);
        return ordered;
    }

    /** The sections as a terminal shows them: the outcome last. */
    public List<Section> outcomeLast() {
        List<Section> ordered =
                new ArrayList<>(sections.stream().filter(s -> !s.first()).toList());
        sections.stream().filter(Section::first).forEach(ordered::add);
        return ordered;
    }
}
