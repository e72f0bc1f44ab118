package dev.pgwright.advice.index.candidate;

/** Keys of an index definition as SQL text. */
final class Key {
    private Key() {}

    /** Without direction and operator class: what the key is. */
    static String bare(String key) {
        String text = key.replaceFirst(" NULLS (FIRST|LAST)$", "").replaceFirst(" DESC$", "");
        return text.replaceFirst(" [a-z_]+_ops$", "");
    }
}
