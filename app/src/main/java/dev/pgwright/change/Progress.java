package dev.pgwright.change;

/** Told what happens while a long verb runs; the command line shows it on standard error. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = message -> {};

    /** One short line: what is being done now, or what became of it. */
    void report(String message);
}
