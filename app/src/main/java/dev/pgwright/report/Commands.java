package dev.pgwright.report;

import java.util.regex.Pattern;

/** Lines to paste into a shell. */
final class Commands {
    private static final Pattern LAB = Pattern.compile("--lab [A-Za-z0-9_-]+");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Commands() {}

    /** {@code ./pgwright undo --all 'postgresql://...'}: words as given, the target quoted when the shell needs it. */
    static String line(String words, String target) {
        return "./pgwright " + words + (target.isEmpty() ? "" : " " + argument(target));
    }

    private static String argument(String target) {
        return LAB.matcher(target).matches() ? target : quoted(target);
    }

    /** One shell word. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
