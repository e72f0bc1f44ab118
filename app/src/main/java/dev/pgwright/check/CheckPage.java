package dev.pgwright.check;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of a check: a title and the same four sections for all.
 *
 * @param markdown the whole text
 * @param sections text by heading, in order
 */
public record CheckPage(String id, String title, String markdown, Map<String, String> sections) {
    /** Headings of every page. */
    public static final List<String> HEADINGS = List.of("Condition", "Effect", "Workaround", "When to ignore");

    /**
     * Reads the page of a check.
     *
     * @throws PgwrightException UNKNOWN_NAME, with the nearest names
     */
    public static CheckPage of(String id) {
        if (Checks.find(id).isEmpty()) {
            List<String> near = Nearest.to(id, Checks.ids());
            throw new PgwrightException(
                    ErrorCode.UNKNOWN_NAME,
                    "There is no check \"" + id + "\"",
                    near.isEmpty()
                            ? "Run pgwright explain for the list."
                            : "Did you mean " + String.join(" or ", near) + "? Run pgwright explain for the list.");
        }
        return parse(id, text(id));
    }

    private static String text(String id) {
        try (InputStream file = CheckPage.class.getResourceAsStream(id + ".md")) {
            if (file == null) {
                throw new IllegalStateException("check " + id + " has no page");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CheckPage parse(String id, String markdown) {
        String title = "";
        Map<String, String> sections = new LinkedHashMap<>();
        String heading = "";
        List<String> lines = new ArrayList<>();
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("# ")) {
                title = line.substring(2);
            } else if (line.startsWith("## ")) {
                close(sections, heading, lines);
                heading = line.substring(3);
            } else {
                lines.add(line);
            }
        }
        close(sections, heading, lines);
        return new CheckPage(id, title, markdown, sections);
    }

    private static void close(Map<String, String> sections, String heading, List<String> lines) {
        if (!heading.isEmpty()) {
            sections.put(heading, String.join("\n", lines).strip());
        }
        lines.clear();
    }
}
