package dev.pgwright.report;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Visible;
import dev.pgwright.report.render.HtmlRenderer;
import dev.pgwright.report.render.MarkdownRenderer;
import dev.pgwright.report.render.TextRenderer;

/** The one place where results become output. */
public final class Reports {
    private Reports() {}

    /** A result in a format; it ends with a line feed. */
    public static String render(Result result, Format format, RenderOptions options) {
        return switch (format) {
            case TEXT -> TextRenderer.render(document(result), options.width(), options.color(), options.ascii());
            case JSON -> ReportJson.of(result);
            case MARKDOWN -> MarkdownRenderer.render(document(result));
            case HTML -> HtmlRenderer.render(document(result));
        };
    }

    /** An error for a person, or as JSON for programs; it ends with a line feed. */
    public static String render(PgwrightException error, Format format, RenderOptions options) {
        return format == Format.JSON
                ? ReportJson.of(error)
                : TextRenderer.error(
                        Visible.line(error.what()),
                        Visible.line(error.advice()),
                        error.code().name(),
                        options.width(),
                        options.color());
    }

    private static Document document(Result result) {
        if (result instanceof Diagnosis diagnosis) {
            return DiagnosisPage.of(diagnosis);
        }
        if (result instanceof Tuning tuning) {
            return TuningPage.of(tuning);
        }
        if (result instanceof PlanReport plan) {
            return PlanPage.of(plan);
        }
        if (result instanceof Verification verification) {
            return VerificationPage.of(verification);
        }
        if (result instanceof IndexAdviceResult advice) {
            return IndexAdvicePage.of(advice);
        }
        if (result instanceof ProofReport proof) {
            return ProofPage.of(proof);
        }
        if (result instanceof RlsReport rls) {
            return RlsPage.of(rls);
        }
        if (result instanceof Comparison comparison) {
            return ComparisonPage.of(comparison);
        }
        if (result instanceof LedgerListing ledger) {
            return LedgerPage.of(ledger);
        }
        if (result instanceof CheckListing listing) {
            return CheckListPage.of(listing);
        }
        return more(result);
    }

    private static Document more(Result result) {
        if (result instanceof JobReport job) {
            return JobPage.of(job);
        }
        if (result instanceof ScoreReport score) {
            return ScorePage.of(score);
        }
        if (result instanceof ScoreExplanation explanation) {
            return ScorePage.of(explanation);
        }
        throw new IllegalStateException("no page for " + result.command());
    }
}
