package dev.pgwright.cli;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.ExitStatus;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.Format;
import dev.pgwright.text.Redaction;
import dev.pgwright.text.Version;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The program's commands. */
@Command(
        name = "pgwright",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Versions.class,
        description = "Says what holds a PostgreSQL database back, and mends it with proof.",
        subcommands = {
            DiagnoseCommand.class,
            IndexesCommand.class,
            RlsCommand.class,
            TuneCommand.class,
            ProveCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            VerifyCommand.class,
            UndoCommand.class,
            LedgerCommand.class,
            CompareCommand.class,
            BatchCommand.class,
            LabCommand.class,
            ExplainCommand.class
        })
public final class Cli implements Runnable {
    private final Map<String, String> environment;

    private Cli(Map<String, String> environment) {
        this.environment = environment;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Runs one command line and returns the exit status. */
    public static int run(String[] args, Map<String, String> environment) {
        CommandLine line = new CommandLine(new Cli(environment))
                .registerConverter(Format.class, new FormatConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(
                        (e, failed, parsed) -> Failures.report(e, failed, formatOf(args), Redaction.of(args)))
                .setParameterExceptionHandler(Cli::usage);
        return line.execute(args);
    }

    private static int usage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("pgwright: " + Redaction.of(args).in(String.valueOf(e.getMessage())));
        line.getErr().println("Try: ./" + line.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.USAGE;
    }

    /** The wanted format, for errors of commands that may not have come to reading it. */
    private static Format formatOf(String[] args) {
        String joined = " " + String.join(" ", args) + " ";
        return joined.contains("--format json ") || joined.contains("--format=json ") ? Format.JSON : Format.TEXT;
    }

    @Override
    public void run() {
        throw new PgwrightException(ErrorCode.USAGE, "A command is missing", "Try: ./pgwright --help");
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pgwright " + Version.current()};
        }
    }

    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            for (Format format : Format.values()) {
                if (format.id().equals(value.toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new TypeConversionException("\"" + value + "\" is not a format: text, json, markdown or html");
        }
    }
}
