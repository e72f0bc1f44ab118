package dev.pgwright.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Literals in SQL text, found without parsing it. */
public final class Literals {
    /** What can be told apart without grammar, in this order of preference. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<kept> "(?:[^"]++|"")*+" | \\$[0-9]+ )
            | (?<literal>
                  [eE]'(?:[^'\\\\]++|''|\\\\.)*+(?:'|\\z)
                | (?:[uU]&|[bBxXnN])?'(?:[^']++|'')*+(?:'|\\z)
                | \\$\\$ .*? (?:\\$\\$|\\z)
                | \\$(?<tag>[\\p{L}_][\\p{L}\\p{N}_]*)\\$ .*? (?:\\$\\k<tag>\\$|\\z)
                | [0-9]++(?:\\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?
              )
            | (?<comment> --[^\\n]*+ | /\\*.*?(?:\\*/|\\z) )
            | (?<word> [\\p{L}_][\\p{L}\\p{N}_$]*+ )
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private Literals() {}

    /** The text with every literal replaced by a question mark and without its comments, which may quote some. */
    public static String masked(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String replacement =
                    matcher.group("literal") != null ? "?" : matcher.group("comment") != null ? " " : matcher.group();
            matcher.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(out).toString();
    }
}
