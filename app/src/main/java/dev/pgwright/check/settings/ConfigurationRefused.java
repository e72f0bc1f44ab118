package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.FileSetting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A configuration file that the server does not take. */
public final class ConfigurationRefused implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("configuration-refused", Theme.SETTINGS, Impact.HIGH, Facts.FILE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<FileSetting> errors = snapshot.rows(Facts.FILE_SETTING).stream()
                .filter(line -> line.error() != null)
                .toList();
        return errors.isEmpty() ? List.of() : List.of(finding(errors));
    }

    private static Finding finding(List<FileSetting> errors) {
        return Finding.of(
                INFO,
                "configuration",
                Impact.HIGH,
                "The server refuses its configuration: " + errors.size()
                        + (errors.size() == 1 ? " line is wrong" : " lines are wrong"),
                Figures.of(
                        "errors",
                        errors.stream().map(ConfigurationRefused::text).toList()),
                "One wrong line, and none of the changes in any of the files takes effect at a reload. At its next start"
                        + " the server does not come up.");
    }

    /** File names without their folder: where the data is, is nobody's business. */
    private static String text(FileSetting error) {
        String file = String.valueOf(error.file()).replaceFirst("^.*[/\\\\]", "");
        return file + ":" + error.line() + (error.name() == null ? "" : " " + error.name()) + ": " + error.error();
    }
}
