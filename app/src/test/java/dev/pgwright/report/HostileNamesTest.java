package dev.pgwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.document.Visible;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names that attack whoever shows them do nothing in any format. */
class HostileNamesTest {
    private static final Pattern TAG = Pattern.compile("<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>");
    private static final Pattern STRICT_TAG = Pattern.compile("</?([a-z0-9]+)((?: [a-z0-9-]+(?:=\"[^\"<]*\")?)*) ?/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z0-9-]+)(?:=\"[^\"]*\")?");
    private static final Set<String> TAGS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "footer",
            "section",
            "nav",
            "h1",
            "h2",
            "h3",
            "p",
            "a",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "div",
            "span",
            "bdi",
            "pre",
            "code",
            "details",
            "summary",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "svg",
            "line",
            "rect",
            "text");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "class",
            "id",
            "href",
            "open",
            "tabindex",
            "role",
            "scope",
            "aria-label",
            "aria-labelledby",
            "aria-hidden",
            "data-title",
            "width",
            "height",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "dx",
            "rx",
            "text-anchor");

    static Stream<Result> results() {
        return HostileSamples.results().stream();
    }

    @ParameterizedTest
    @MethodSource("results")
    void noFormatShowsWhatATerminalObeys(Result result) {
        for (Format format : Format.values()) {
            assertThat(hidden(Reports.render(result, format, RenderOptions.plain())))
                    .as(format.id())
                    .isEmpty();
        }
    }

    @Test
    void errorsNeither() {
        PgwrightException error = new PgwrightException(
                ErrorCode.UNKNOWN_NAME, HostileSamples.TERMINAL, HostileSamples.DIRECTION + HostileSamples.LINES);

        for (Format format : Format.values()) {
            assertThat(hidden(Reports.render(error, format, RenderOptions.plain())))
                    .as(format.id())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void htmlHasOnlyOurTagsAndAttributes(Result result) {
        String html = Reports.render(result, Format.HTML, RenderOptions.plain())
                .replaceFirst("<!DOCTYPE html>", "")
                .replaceFirst("(?s)<style>.*?</style>", "");
        Matcher tags = TAG.matcher(html);
        int end = 0;
        while (tags.find()) {
            assertThat(html.substring(end, tags.start())).doesNotContain("<", ">");
            end = tags.end();
            Matcher strict = STRICT_TAG.matcher(tags.group());
            assertThat(strict.matches()).as(tags.group()).isTrue();
            assertThat(TAGS).contains(strict.group(1));
            assertThat(ATTRIBUTE.matcher(strict.group(2)).results().map(m -> m.group(1)))
                    .as(tags.group())
                    .allMatch(ATTRIBUTES::contains);
        }
        assertThat(html.substring(end)).doesNotContain("<", ">");
    }

    @ParameterizedTest
    @MethodSource("results")
    void htmlNeedsNoNetwork(Result result) {
        assertThat(Reports.render(result, Format.HTML, RenderOptions.plain()))
                .contains("default-src 'none'")
                .doesNotContainPattern("(?i)<(script|link|img|iframe|object|base)\\b")
                .doesNotContainPattern("(?i)\\b(src|href|srcset)=\"(?!#)")
                .doesNotContainPattern("(?i)url\\(|@import");
    }

    @ParameterizedTest
    @MethodSource("results")
    void markdownIsInert(Result result) {
        String prose = Reports.render(result, Format.MARKDOWN, RenderOptions.plain())
                .replaceAll("(?sm)^(`{3,})(sql|sh)\\n.*?^\\1$", "")
                .replaceFirst("(?m)^(`+).*\\1(, .*UTC)?$", "");

        assertThat(prose)
                .doesNotContainPattern("(?i)<(?!/?(details|summary)>|!-- -->)")
                .doesNotContain("@everyone", "://evil", "www.evil")
                .doesNotContainPattern("(?<!\\\\)\\]\\(")
                .doesNotContainPattern("(?m)#\\d")
                .doesNotContainPattern("(?m)^#+ heading");
        assertThat(tableWidths(prose)).allMatch(List.of(2L, 4L, 5L, 6L, 7L)::contains);
    }

    @ParameterizedTest
    @MethodSource("results")
    void jsonKeepsNamesExactly(Result result) {
        String json = Reports.render(result, Format.JSON, RenderOptions.plain());
        JsonNode tree = JsonMapper.builder().build().readTree(json);

        assertThat(tree.findValuesAsString(result instanceof LedgerListing ? "run" : "object"))
                .containsAll(HostileSamples.ALL.stream()
                        .map(name -> name.replace('\uD800', '\uFFFD'))
                        .toList());
    }

    @Test
    void everyWidthCanBeShown() {
        for (int width = 1; width < 130; width++) {
            RenderOptions options = new RenderOptions(width, width % 2 == 0, width % 3 == 0);
            HostileSamples.results()
                    .forEach(result -> assertThat(Reports.render(result, Format.TEXT, options))
                            .isNotEmpty());
        }
    }

    @Test
    void aStatementThatCannotBeShownSaysSo() {
        assertThat(Reports.render(HostileSamples.results().get(0), Format.TEXT, RenderOptions.plain()))
                .contains("<U+001B>")
                .contains("Do not paste this");
        assertThat(Reports.render(Samples.diagnosis(), Format.TEXT, RenderOptions.plain()))
                .doesNotContain("Do not paste this");
    }

    private static List<String> hidden(String text) {
        return text.codePoints()
                .filter(c -> c != '\n' && Visible.isHidden(c))
                .mapToObj(Integer::toHexString)
                .distinct()
                .toList();
    }

    /** Cells per table line: GitHub drops what is too much and moves what is too little. */
    private static List<Long> tableWidths(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("| "))
                .map(line ->
                        Pattern.compile("(?<!\\\\)\\|").matcher(line).results().count() - 1)
                .distinct()
                .toList();
    }
}
