package dev.pgwright.cli;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.report.Format;
import dev.pgwright.report.RenderOptions;
import dev.pgwright.report.Reports;
import dev.pgwright.text.Redaction;
import java.io.PrintWriter;
import picocli.CommandLine;

/** How errors leave the program: one sentence, what to do next, and the right exit status. */
final class Failures {
    private Failures() {}

    static int report(Exception e, CommandLine line, Format format, Redaction redaction) {
        Interruption.noticed();
        PgwrightException ours = e instanceof PgwrightException known ? known : unexpected(e);
        if (Interruption.isRequested() && ours.code() != ErrorCode.INTERRUPTED) {
            ours = Interruption.exception(); // it failed because of that
        }
        ours = new PgwrightException(ours.code(), redaction.in(ours.what()), redaction.in(ours.advice()), e);
        String text = Reports.render(ours, format, RenderOptions.plain());
        PrintWriter out = format == Format.JSON ? line.getOut() : line.getErr();
        out.print(text);
        out.flush();
        if (ours.code() == ErrorCode.INTERNAL && System.getenv("PGWRIGHT_DEBUG") != null) {
            e.printStackTrace(line.getErr());
        }
        return ours.code().exitStatus();
    }

    private static PgwrightException unexpected(Exception e) {
        return new PgwrightException(
                ErrorCode.INTERNAL,
                "A defect of pgwright: " + e.getClass().getSimpleName(),
                "Please report it; PGWRIGHT_DEBUG=1 shows where it happened.",
                e);
    }
}
