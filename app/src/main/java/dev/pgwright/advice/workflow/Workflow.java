package dev.pgwright.advice.workflow;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The workflows by the name that the command line gives them. */
public enum Workflow {
    QUICK_WINS,
    PRE_BATCH,
    WEEKLY,
    MONTHLY,
    UNUSED_INDEXES;

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The workflow of that name.
     *
     * @throws PgwrightException UNKNOWN_NAME when there is none
     */
    public static Workflow named(String id) {
        return Arrays.stream(values())
                .filter(workflow -> workflow.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PgwrightException(
                        ErrorCode.UNKNOWN_NAME,
                        "There is no plan \"" + id + "\"",
                        "Choose one of: "
                                + Arrays.stream(values()).map(Workflow::id).collect(Collectors.joining(", ")) + "."));
    }
}
