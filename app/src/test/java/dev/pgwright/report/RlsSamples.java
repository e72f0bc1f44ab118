package dev.pgwright.report;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.SetPolicyRoles;
import dev.pgwright.operation.TableName;
import dev.pgwright.report.RlsReport.Cell;
import dev.pgwright.report.RlsReport.Proof;
import dev.pgwright.report.RlsReport.Repaired;
import dev.pgwright.report.RlsReport.ReportedPolicy;
import dev.pgwright.report.RlsReport.ReportedProblem;
import dev.pgwright.report.RlsReport.StatementTime;
import dev.pgwright.report.Tuning.ReportedOperation;
import java.util.List;

/** Policies of the same made-up shop. */
final class RlsSamples {
    private static final String TARGET = "postgresql://app@db.example:5432/shop";
    private static final TableName MESSAGES = new TableName("public", "messages");

    private RlsSamples() {}

    static RlsReport policies() {
        Operation change = new ReplacePolicy(
                MESSAGES,
                "Parties can read",
                new ReplacePolicy.Expressions("(auth.uid() = sender_id)", null),
                new ReplacePolicy.Expressions("(SELECT auth.uid()) = sender_id", null));
        Operation roles = new SetPolicyRoles(MESSAGES, "Anyone may post", List.of("public"), List.of("authenticated"));
        ReportedProblem slow = new ReportedProblem(
                "rls-call-per-row",
                "a function that depends on nothing of the row is called for every row",
                "speed",
                "public.messages.Parties can read",
                "The plan of reading the table does this for each row: calls current_setting.",
                "");
        ReportedProblem unsafe = new ReportedProblem(
                "rls-new-rows-unchecked",
                "new rows are checked by nothing but a condition that always holds",
                "security",
                "public.messages.Anyone may post",
                "Its WITH CHECK, or USING where there is none, is true.",
                "Say in WITH CHECK which rows may be written.");
        ReportedProblem off = new ReportedProblem(
                "rls-rls-off",
                "row-level security is off on a table that the API serves",
                "security",
                "public.orders",
                "anon have SELECT on all of its rows.",
                "ALTER TABLE \"public\".\"orders\" ENABLE ROW LEVEL SECURITY; and a policy for each command.");
        return new RlsReport(
                1,
                "rls",
                TARGET,
                Samples.NOON,
                "a whole copy on a local PostgreSQL 18, 812.4 MB of rows",
                List.of(readers(change, slow), writers(roles, unsafe)),
                List.of(off),
                List.of(
                        new Cell("public.messages", "anon", "SELECT", "no privilege", List.of()),
                        new Cell(
                                "public.messages",
                                "authenticated",
                                "SELECT",
                                "the rows of these policies",
                                List.of("Parties can read"))),
                List.of(operation("1", change, "proven", "The same rows by known-equal forms.")),
                List.of(operation("2", roles, "refused", "Other rows: INSERT as anon: 4 rows before, 0 rows after.")),
                List.of("A note about the copy."));
    }

    private static ReportedPolicy readers(Operation change, ReportedProblem slow) {
        return new ReportedPolicy(
                "public.messages",
                "Parties can read",
                "SELECT",
                List.of("authenticated"),
                List.of(slow),
                repaired(change, 3764.2, 316.1),
                new Proof(
                        true,
                        2,
                        15,
                        40_000,
                        18,
                        true,
                        "symbolic",
                        "The same rows by known-equal forms, and tested on 2 roles × 15 claims × 40000 rows and 18 sets of"
                                + " generated rows.",
                        List.of(),
                        List.of("authenticated (a malformed sub) gets an error before and after: invalid input"),
                        List.of(new StatementTime("inbox", 180.2, 154.2, 1.1, 0.9, 171.3, false, 1204, 12, null))),
                List.of());
    }

    private static ReportedPolicy writers(Operation roles, ReportedProblem unsafe) {
        return new ReportedPolicy(
                "public.messages",
                "Anyone may post",
                "INSERT",
                List.of("public"),
                List.of(unsafe),
                repaired(roles, 12, 12),
                new Proof(
                        false,
                        2,
                        15,
                        40_000,
                        3,
                        false,
                        "tested",
                        "Other rows: INSERT as anon: 4 rows before, 0 rows after.",
                        List.of("INSERT as anon: 4 rows before, 0 rows after."),
                        List.of(),
                        List.of()),
                List.of("The twin could not plan it: something that it needs is not there."));
    }

    private static Repaired repaired(Operation change, double before, double after) {
        return new Repaired(
                ReportedStep.of(change.apply()),
                ReportedStep.undoOf(List.of(change)),
                List.of("a call that takes nothing of the row stands in a sub-select of its own"),
                List.of("the function only reads, so within a statement it gives one value"),
                before,
                after);
    }

    private static ReportedOperation operation(String id, Operation change, String state, String reason) {
        return new ReportedOperation(
                id,
                change.kind(),
                change.object(),
                change.title(),
                ReportedStep.of(change.apply()),
                ReportedStep.undoOf(List.of(change)),
                change,
                state,
                List.of(),
                reason);
    }

    static RlsReport nothing() {
        return new RlsReport(
                1, "rls", TARGET, Samples.NOON, "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
