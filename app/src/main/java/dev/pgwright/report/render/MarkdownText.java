package dev.pgwright.report.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that Markdown shows as they are: no markup, no link, no mention of a person or an issue. */
final class MarkdownText {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*\\[\\]<>&|~$#]");
    private static final Pattern OUTER_UNDERSCORE = Pattern.compile("(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])");
    private static final Pattern LINE_START = Pattern.compile("^(\\d{0,9})([-+=](?=[-+=\\s])|[.)](?=\\s|$))");
    /** Where GitHub makes links and mentions of plain text. */
    private static final Pattern AUTOLINK = Pattern.compile("@|://|#(?=\\d)|(?i:www)(?=\\.)");

    private static final Pattern TICKS = Pattern.compile("`+");

    private MarkdownText() {}

    /** Running text on one line. */
    static String escape(String text) {
        String safe = MARKUP.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        "<>&".contains(m.group()) ? entity(m.group().charAt(0)) : "\\" + m.group()));
        safe = OUTER_UNDERSCORE.matcher(safe).replaceAll("\\\\_");
        safe = LINE_START.matcher(safe).replaceAll("$1\\\\$2");
        return AUTOLINK.matcher(safe)
                .replaceAll(m -> m.group().charAt(0) + "<!-- -->" + m.group().substring(1));
    }

    /** A text inside HTML tags within Markdown; markup is written so that neither reading sees it. */
    static String html(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if ("<>&\"'".indexOf(c) >= 0) {
                out.append(entity((char) c));
            } else if ("`*[]".indexOf(c) >= 0) {
                out.append(String.format("&#x%X;", c));
            } else {
                out.append((char) c);
            }
        });
        return AUTOLINK.matcher(out)
                .replaceAll(m -> m.group().charAt(0) + "<!-- -->" + m.group().substring(1));
    }

    /** A span of code outside of tables. */
    static String code(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String fence = "`".repeat(longestTicks(text) + 1);
        boolean padded = text.startsWith("`") || text.endsWith("`") || (text.startsWith(" ") && text.endsWith(" "));
        return padded ? fence + " " + text + " " + fence : fence + text + fence;
    }

    /** A fence that no line of the text can close. */
    static String fence(String text) {
        return "`".repeat(Math.max(3, longestTicks(text) + 1));
    }

    private static int longestTicks(String text) {
        return TICKS.matcher(text)
                .results()
                .mapToInt(m -> m.group().length())
                .max()
                .orElse(0);
    }

    private static String entity(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            default -> "&apos;";
        };
    }
}
