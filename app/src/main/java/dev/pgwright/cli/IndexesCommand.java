package dev.pgwright.cli;

import dev.pgwright.IndexWishes;
import dev.pgwright.Pgwright;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.ExitStatus;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.IndexAdviceResult;
import dev.pgwright.report.MigrationScript;
import dev.pgwright.text.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code indexes}: the index advisor. */
@Command(
        name = "indexes",
        mixinStandardHelpOptions = true,
        description =
                "Finds the indexes with which a workload costs least, on a local copy of the planner's statistics."
                        + " Changes nothing.")
final class IndexesCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = "Statements with weights, or a server's log (stderr, csvlog or jsonlog, packed or not);"
                    + " without it, what pg_stat_statements counted. A lab has its own.")
    @Nullable
    Path workload;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            converter = Bytes.class,
            description = "What new indexes may take together, such as 500MB or 2GB (default: 20 %% of the tables,"
                    + " at least 100MB).")
    @Nullable
    Long budget;

    @Option(
            names = "--hypopg",
            description = "Ask the extension HypoPG on the database for a second opinion on the selected indexes.")
    boolean hypoPg;

    @Option(
            names = "--migration",
            paramLabel = "FILE",
            description = "Write the indexes as a migration, with the undo, to this file or folder.")
    @Nullable
    Path migration;

    @Option(
            names = "--migration-style",
            paramLabel = "STYLE",
            defaultValue = "plain",
            description = "How it is named: plain, supabase or flyway (default: plain).")
    MigrationScript.Style style = MigrationScript.Style.PLAIN;

    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return ByteSize.parse(value)
                    .orElseThrow(
                            () -> new TypeConversionException("\"" + value + "\" is not a size such as 500MB or 2GB"));
        }
    }

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright()) {
            IndexAdviceResult advice = pgwright.indexes(
                    target.target, target.lab, target.scale, new IndexWishes(workload, budget, hypoPg));
            Path file = migration;
            if (file != null) {
                write(console, MigrationScript.of(advice, style, file, Clock.systemUTC()));
            }
            console.show(advice);
            return ExitStatus.DONE;
        }
    }

    private static void write(Console console, List<MigrationScript.File> files) {
        if (files.isEmpty()) {
            console.say("No migration was written: there is nothing to change.");
        }
        for (MigrationScript.File file : files) {
            try {
                Files.writeString(file.path(), file.text());
            } catch (IOException e) {
                throw new PgwrightException(
                        ErrorCode.BAD_FILE, file.path() + " cannot be written", "Choose another --migration.", e);
            }
            console.saved(file.path());
        }
    }
}
