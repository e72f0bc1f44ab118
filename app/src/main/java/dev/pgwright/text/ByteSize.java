package dev.pgwright.text;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people type them: {@code 500MB}, {@code 1.5 GB}; decimal units, as storage is sold. */
public final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) *(KB|MB|GB|TB)");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "KB", new BigDecimal("1e3"),
            "MB", new BigDecimal("1e6"),
            "GB", new BigDecimal("1e9"),
            "TB", new BigDecimal("1e12"));
    private static final BigDecimal LARGEST = new BigDecimal("1e15");

    private ByteSize() {}

    /** Bytes, from 1 on; nothing for what is no such size. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal unit = UNITS.getOrDefault(matcher.group(2), BigDecimal.ONE);
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit);
        boolean possible = bytes.compareTo(BigDecimal.ONE) >= 0 && bytes.compareTo(LARGEST) <= 0;
        return possible ? Optional.of(bytes.longValue()) : Optional.empty();
    }
}
