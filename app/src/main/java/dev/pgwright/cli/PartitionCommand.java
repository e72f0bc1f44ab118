package dev.pgwright.cli;

import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.batch.partition.ConversionRequest;
import dev.pgwright.batch.partition.Every;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.JobReport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code batch partition}: a plain table becomes a partitioned one while it is used. */
@Command(
        name = "partition",
        mixinStandardHelpOptions = true,
        description = "Turns a plain table into one that is partitioned by time, while it is read and written. The same"
                + " command again goes on where an interrupted one was.")
final class PartitionCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BatchCommand batch;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    JobFlags flags = new JobFlags();

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "Column whose time decides: date, timestamp or timestamptz, never null.")
    @Nullable
    String column;

    @Option(names = "--every", paramLabel = "PERIOD", description = "day, week, month or year; in UTC.")
    @Nullable
    Every every;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description = "The last N periods get a partition each, older rows one together, and the check"
                    + " partition-retention-overdue says when one is due to be detached.")
    int keep;

    @Option(
            names = "--widen-keys",
            description = "Keys that lack the column may get it: they no longer keep their other columns unique by"
                    + " themselves, ON CONFLICT on those is refused, and foreign keys cannot refer to them.")
    boolean widenKeys;

    @Option(names = "--undo", description = "Take the conversion back; the old table has all that was written since.")
    boolean undo;

    @Option(names = "--drop-old", description = "Drop the old table; there is no way back from here.")
    boolean dropOld;

    @Override
    public Integer call() {
        try (Console console = new Console(batch == null ? null : batch.cli, output);
                Pgwright pgwright = console.pgwright();
                Place place = console.place(pgwright, target)) {
            console.show(run(pgwright, place));
            return 0;
        }
    }

    private JobReport run(Pgwright pgwright, Place place) {
        if (undo == dropOld && undo) {
            throw new PgwrightException(
                    ErrorCode.USAGE, "--undo and --drop-old exclude each other", "Say one of them.");
        }
        if (undo) {
            return pgwright.batch().undoPartition(place, flags.table, flags.options());
        }
        if (dropOld) {
            return pgwright.batch().dropPartitioned(place, flags.table, flags.options());
        }
        if (column == null || every == null) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "By what the table is to be partitioned is missing",
                    "Say for instance: --by created_at --every month");
        }
        ConversionRequest request = new ConversionRequest(flags.table, column, every, Math.max(0, keep), widenKeys);
        return pgwright.batch().partition(place, request, flags.options(), flags.dryRun);
    }
}
