package dev.pgwright.report;

/** What a verb returns; each is a JSON document of a versioned contract. */
public sealed interface Result
        permits Diagnosis,
                Tuning,
                PlanReport,
                Verification,
                IndexAdviceResult,
                ProofReport,
                RlsReport,
                Comparison,
                LedgerListing,
                CheckListing,
                JobReport,
                ScoreReport,
                ScoreExplanation {
    /** Version of the JSON contract; grows when a field changes its meaning or goes. */
    int SCHEMA_VERSION = 1;

    /** The verb. */
    String command();
}
