package dev.pgwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.Remedies;
import dev.pgwright.snapshot.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages of the checks for those who read the repository: made from the pages that the program shows, and never
 * behind them. {@code -Dgolden=rewrite} makes them anew.
 */
class ReferenceTest {
    private static final Path ROOT = Path.of("..");
    private static final Path FOLDER = ROOT.resolve(Path.of("docs", "reference", "checks"));
    private static final String INDEX = "README.md";

    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        pages.put(INDEX, index());
        Checks.ALL.forEach(check -> pages.put(check.info().id() + ".md", page(check.info())));
        return pages;
    }

    private static String page(CheckInfo info) {
        return CheckPage.of(info.id()).markdown().stripTrailing() + "\n\n## In short\n\n"
                + "- Theme: " + info.theme().id() + "\n"
                + "- Worst impact: " + info.impact().id() + "\n"
                + "- Reads: " + info.needs().stream().map(Fact::id).collect(Collectors.joining(", ")) + "\n"
                + "- Automatic change: " + (Remedies.find(info.id()).isPresent() ? "yes" : "no") + "\n";
    }

    private static String index() {
        StringBuilder text = new StringBuilder("# Checks\n\npgwright has " + Checks.ALL.size()
                + " checks. `./pgwright explain CHECK` shows the same pages.\n");
        for (Theme theme : Theme.values()) {
            String rows = Checks.ALL.stream()
                    .map(Check::info)
                    .filter(info -> info.theme() == theme)
                    .map(info -> "| [" + info.id() + "](" + info.id() + ".md) | "
                            + CheckPage.of(info.id()).title() + " | "
                            + info.impact().id() + " |\n")
                    .collect(Collectors.joining());
            if (!rows.isEmpty()) {
                text.append("\n## ").append(theme.id()).append("\n\n| check | finds | worst impact |\n|---|---|---|\n");
                text.append(rows);
            }
        }
        return text.toString();
    }

    @Test
    void pagesAreThoseOfTheProgram() throws IOException {
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> page : pages().entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(found.keySet()).isEqualTo(pages().keySet());
        pages().forEach((name, text) -> assertThat(found).containsEntry(name, text));
    }

    @Test
    void readmeSaysHowManyThereAre() throws IOException {
        Path readme = ROOT.resolve("README.md");
        String sentence = "all " + Checks.ALL.size() + " [checks](docs/reference/checks/README.md)";
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(
                    readme, Files.readString(readme).replaceFirst("all [0-9]+ \\[checks\\]\\([^)]*\\)", sentence));
        }
        assertThat(Files.readString(readme)).contains(sentence);
    }
}
