package dev.pgwright.twin;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The trigrams of a text as pg_trgm takes them (trgm_op.c): of each word, two blanks before and one after it. */
final class Trigrams {
    private Trigrams() {}

    static Set<String> of(String text) {
        Set<String> found = new HashSet<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (word.isEmpty()) {
                continue;
            }
            String padded = "  " + word + " ";
            for (int i = 0; i + 3 <= padded.length(); i++) {
                found.add(padded.substring(i, i + 3));
            }
        }
        return found;
    }
}
