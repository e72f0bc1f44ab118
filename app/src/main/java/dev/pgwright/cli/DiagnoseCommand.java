package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.check.Impact;
import dev.pgwright.error.ExitStatus;
import dev.pgwright.report.Diagnosis;
import dev.pgwright.snapshot.Redaction;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code diagnose}: snapshot, all checks, report. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description = "Reads the database and says what holds it back. Changes nothing.")
final class DiagnoseCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Cli cli;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--fail-on",
            paramLabel = "IMPACT",
            description = "Exit with status 1 when a finding is critical, high, medium or low, or worse.")
    @Nullable
    Impact failOn;

    @Option(names = "--ignore", paramLabel = "KEY", split = ",", description = "Leave out findings or a check.")
    List<String> ignore = List.of();

    @Option(names = "--redact", description = "Leave values of rows out of the saved snapshot.")
    boolean redact;

    @Override
    public Integer call() {
        try (Console console = new Console(cli, output);
                Pgwright pgwright = console.pgwright()) {
            Pgwright.Reading reading = pgwright.read(target.target, target.lab, target.scale);
            Snapshot snapshot = reading.snapshot();
            Diagnosis diagnosis = pgwright.diagnose(snapshot, reading.label(), ignore);
            if (output.out != null) {
                console.saved(DiagnosisFolder.write(output.out, diagnosis, redact ? Redaction.of(snapshot) : snapshot));
            } else {
                console.show(diagnosis);
            }
            Impact limit = failOn;
            boolean fails = limit != null
                    && diagnosis.findings().stream().anyMatch(f -> f.impact().atLeast(limit));
            return fails ? ExitStatus.FINDINGS : ExitStatus.DONE;
        }
    }
}
