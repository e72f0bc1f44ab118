package dev.pgwright.report;

import dev.pgwright.text.Words;
import dev.pgwright.workload.LeftOut;
import dev.pgwright.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says which workload a result is about. */
public final class WorkloadNotes {
    /** Reasons named in full. */
    private static final int REASONS = 6;

    private WorkloadNotes() {}

    /** Where it comes from, how much of the time it stands for, what is not in it. */
    public static List<String> of(Workload workload) {
        List<String> notes = new ArrayList<>();
        if (!workload.source().isEmpty() && !workload.statements().isEmpty()) {
            double share = workload.coveredShare();
            notes.add("The workload is from " + workload.source() + ": "
                    + Words.count(workload.statements().size(), "statement", "statements")
                    + (Double.isNaN(share) ? "." : " with " + percent(share) + " of the time."));
        }
        if (!workload.leftOut().isEmpty()) {
            notes.add(workload.leftOut().stream()
                    .limit(REASONS)
                    .map(WorkloadNotes::words)
                    .collect(Collectors.joining("; ", "Left out of it: ", ".")));
        }
        notes.addAll(workload.notes());
        return notes;
    }

    private static String words(LeftOut leftOut) {
        return leftOut.statements() + " " + leftOut.reason().words()
                + (leftOut.what().isEmpty() ? "" : ": " + leftOut.what())
                + " (" + percent(leftOut.share()) + ")";
    }

    private static String percent(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 1 ? "below 1 %" : String.format(Locale.ROOT, "%.0f %%", percent);
    }
}
