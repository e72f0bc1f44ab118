package dev.pgwright;

import dev.pgwright.cli.Cli;
import dev.pgwright.postgres.Interruption;

/** Entry point of the program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Runnable over = Interruption.watch();
        int status = Cli.run(args, System.getenv());
        over.run();
        System.exit(status);
    }
}
