package dev.pgwright.report;

import java.time.Instant;
import java.util.List;

/** Result of {@code ledger}: every change that pgwright made, oldest first. */
public record LedgerListing(int schemaVersion, String command, String target, List<Entry> changes) implements Result {
    /** One change with its state in lower case and when that state was reached. */
    public record Entry(Tuning.ReportedOperation operation, String run, Instant changedAt) {}
}
