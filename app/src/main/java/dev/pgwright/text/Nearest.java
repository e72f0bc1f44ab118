package dev.pgwright.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant. */
public final class Nearest {
    private static final int SHOWN = 3;

    private Nearest() {}

    /** The names within a few typing errors of the word, or that contain it, nearest first. */
    public static List<String> to(String word, Collection<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
        int tolerance = Math.max(2, wanted.length() / 3);
        return names.stream()
                .filter(name -> contains(name, wanted) || distance(name, wanted) <= tolerance)
                .sorted(Comparator.<String>comparingInt(name -> distance(name, wanted))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    private static boolean contains(String name, String wanted) {
        return wanted.length() > 2 && name.contains(wanted);
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
            }
            last = row;
        }
        return last[b.length()];
    }
}
