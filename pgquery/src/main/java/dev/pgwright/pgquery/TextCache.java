package dev.pgwright.pgquery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the texts used last, bounded by their number and by the total length of the texts, to which the size of
 * a tree is roughly proportional.
 */
final class TextCache<V> {
    private final int maxEntries;
    private final int maxChars;
    private final LinkedHashMap<String, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int chars;

    TextCache(int maxEntries, int maxChars) {
        this.maxEntries = maxEntries;
        this.maxChars = maxChars;
    }

    synchronized @Nullable V get(String text) {
        return entries.get(text);
    }

    /** Texts that would push out a quarter of the rest are not kept. */
    synchronized void put(String text, V value) {
        if (text.length() > maxChars / 4) {
            return;
        }
        if (entries.put(text, value) == null) {
            chars += text.length();
        }
        Iterator<Map.Entry<String, V>> oldest = entries.entrySet().iterator();
        while (entries.size() > maxEntries || chars > maxChars) {
            chars -= oldest.next().getKey().length();
            oldest.remove();
        }
    }
}
