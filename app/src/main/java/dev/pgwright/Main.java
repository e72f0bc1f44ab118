package dev.pgwright;

import dev.pgwright.cli.Cli;

/** Entry point of the program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Cli.run(args, System.getenv()));
    }
}
