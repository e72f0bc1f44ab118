package dev.pgwright.text;

/** Counting words for people. */
public final class Words {
    private Words() {}

    /** "1 index", "3 indexes". */
    public static String count(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}
