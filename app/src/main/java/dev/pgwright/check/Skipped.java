package dev.pgwright.check;

/**
 * A check that could not tell.
 *
 * @param why what is missing, one sentence without a full stop
 * @param howToEnable what to do about it, a short imperative
 */
public record Skipped(String check, String why, String howToEnable) implements Outcome {}
