package dev.pgwright.cli;

import dev.pgwright.report.Format;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a result is shown. */
final class OutputOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, markdown or html (default: text).")
    Format format = Format.TEXT;

    @Option(names = "--out", paramLabel = "PATH", description = "Write to this file (diagnose: this folder).")
    @Nullable
    Path out;

    @Option(names = "--quiet", description = "No progress on standard error.")
    boolean quiet;

    @Option(names = "--no-color", description = "No colours, even on a terminal.")
    boolean noColor;
}
