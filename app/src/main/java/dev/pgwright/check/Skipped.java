package dev.pgwright.check;

/** A check that could not tell: what is missing, and how to enable it. */
public record Skipped(String check, String why, String howToEnable) {}
