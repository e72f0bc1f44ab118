package dev.pgwright.cli;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.Diagnosis;
import dev.pgwright.report.Format;
import dev.pgwright.report.RenderOptions;
import dev.pgwright.report.Reports;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The timestamped folder of {@code diagnose --out}. */
final class DiagnosisFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DiagnosisFolder() {}

    /** Writes summary.md, report.html, findings.json and snapshot.json; returns the folder. */
    static Path write(Path parent, Diagnosis diagnosis, Snapshot snapshot) {
        Path folder = parent.resolve("diagnosis-" + STAMP.format(diagnosis.takenAt()));
        try {
            Files.createDirectories(folder);
            write(folder.resolve("summary.md"), diagnosis, Format.MARKDOWN);
            write(folder.resolve("report.html"), diagnosis, Format.HTML);
            write(folder.resolve("findings.json"), diagnosis, Format.JSON);
        } catch (IOException e) {
            throw new PgwrightException(ErrorCode.BAD_FILE, folder + " cannot be written", "Choose another --out.", e);
        }
        SnapshotFile.save(snapshot, folder.resolve("snapshot.json"));
        return folder;
    }

    private static void write(Path file, Diagnosis diagnosis, Format format) throws IOException {
        Files.writeString(file, Reports.render(diagnosis, format, RenderOptions.plain()));
    }
}
