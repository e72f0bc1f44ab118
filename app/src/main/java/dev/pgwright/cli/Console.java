package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.ExitStatus;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.Format;
import dev.pgwright.report.RenderOptions;
import dev.pgwright.report.Reports;
import dev.pgwright.report.Result;
import dev.pgwright.report.Tuning;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands share: the facade, progress on standard error, results on standard output. */
final class Console implements AutoCloseable {
    private static final int USUAL_WIDTH = 80;

    private final Map<String, String> environment;
    private final OutputOptions output;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    /** The launcher knows what standard output and standard error are; Java does not. */
    private final boolean terminal = Boolean.getBoolean("pgwright.stdout.tty");

    private final boolean live = Boolean.getBoolean("pgwright.stderr.tty");
    private boolean lineOpen;

    Console(@Nullable Cli cli, OutputOptions output) {
        this.environment = cli == null ? Map.of() : cli.environment();
        this.output = output;
    }

    Pgwright pgwright() {
        Path home = Path.of(System.getProperty("user.home"));
        return new Pgwright(environment, home, Clock.systemUTC(), progress());
    }

    private Progress progress() {
        if (output.quiet) {
            return Progress.SILENT;
        }
        return message -> {
            if (live) {
                System.err.print("\r\u001b[K" + fitting(message));
                lineOpen = true;
            } else {
                System.err.println(message);
            }
        };
    }

    private String fitting(String message) {
        int width = width() - 1;
        return message.length() <= width ? message : message.substring(0, width - 3) + "...";
    }

    Place place(Pgwright pgwright, TargetOptions target) {
        return pgwright.place(target.target, target.lab, target.scale);
    }

    void show(Result result) {
        boolean color = terminal && !output.noColor && !environment.containsKey("NO_COLOR");
        boolean ascii = !StandardCharsets.UTF_8.name().equalsIgnoreCase(System.getProperty("native.encoding", "UTF-8"));
        print(Reports.render(result, output.format, new RenderOptions(width(), color, terminal && ascii)));
    }

    private int width() {
        try {
            return Integer.parseInt(environment.getOrDefault("COLUMNS", String.valueOf(USUAL_WIDTH)));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    void print(String text) {
        endLine();
        if (output.out == null) {
            out.print(text);
            out.flush();
            return;
        }
        try {
            Files.writeString(output.out, text);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE, output.out + " cannot be written", "Choose another --out.", e);
        }
        saved(output.out);
    }

    void saved(Path path) {
        say("Written: " + path);
    }

    /** A word beside the result. */
    void say(String text) {
        endLine();
        if (!output.quiet) {
            System.err.println(text);
        }
    }

    private void endLine() {
        if (lineOpen) {
            System.err.print("\r\u001b[K");
            lineOpen = false;
        }
    }

    Format format() {
        return output.format;
    }

    /** Exit status of a run that may have changed things. */
    static int status(Tuning tuning) {
        boolean refused = tuning.operations().stream()
                .anyMatch(operation -> operation.state().equals("refused"));
        return tuning.applied() && refused ? ExitStatus.CHANGE : ExitStatus.DONE;
    }

    @Override
    public void close() {
        endLine();
    }
}
