package dev.pgwright.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to work on: a target, or a built-in lab. */
final class TargetOptions {
    @Parameters(
            index = "0+",
            arity = "0..1",
            paramLabel = "TARGET",
            description = "URI (postgresql://user@host/database), service name, or saved snapshot file; without it the"
                    + " PG* variables decide.")
    @Nullable
    String target;

    @Option(
            names = "--lab",
            paramLabel = "NAME",
            description = "A built-in database: the running one, or one started for this run.")
    @Nullable
    String lab;

    @Option(names = "--scale", paramLabel = "N", description = "Size of a lab (default: 1).")
    @Nullable
    Double scale;
}
