package dev.pgwright.change.verification;

import java.util.Locale;

/** What the figures say. */
public enum Verdict {
    /** Faster beyond noise. */
    BETTER,
    /** Not slower than the tolerance allows. */
    SAME,
    /** Slower than the tolerance allows, beyond noise. */
    WORSE,
    /** The figures allow neither to be said. */
    COULD_NOT_TELL;

    /** The word in reports: {@code better}, {@code same}, {@code worse} or {@code could not tell}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
