package dev.pgwright.workload;

import dev.pgwright.snapshot.FactState;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workload that pg_stat_statements has counted, out of a snapshot. */
public final class StatementWorkload {
    /** What a workload from there calls its source. */
    public static final String SOURCE = "pg_stat_statements";

    private final Snapshot snapshot;
    private final Roles roles;
    private final Classifier classifier;
    private final KnownColumns columns;
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final List<LeftOut.One> leftOut = new ArrayList<>();
    private final StatementNames names = new StatementNames();
    private boolean callsFunctions;
    private int underPolicies;

    private StatementWorkload(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.roles = new Roles(snapshot);
        this.classifier = new Classifier(snapshot);
        this.columns = new KnownColumns(snapshot);
    }

    /** Statements of one shape and kind of role. */
    private record Key(String fingerprint, String roleKind, boolean topLevel) {}

    private record Member(Statement row, Classifier.Accepted accepted) {}

    /** Those that are one statement, the costliest first. */
    private record Group(Key key, List<Member> members) {
        double calls() {
            return members.stream().mapToLong(member -> member.row.calls()).sum();
        }

        double millis() {
            return members.stream()
                    .mapToDouble(member -> StatementWorkload.millis(member.row))
                    .sum();
        }

        double rowsPerCall() {
            return members.stream().mapToLong(member -> member.row.rows()).sum() / calls();
        }
    }

    /** Reads it; without statements, and with a note that says why, when the snapshot has none. */
    public static Workload read(Snapshot snapshot) {
        if (snapshot.state(Facts.STATEMENT) instanceof FactState.Unavailable<Statement> missing) {
            String why = "pg_stat_statements could not be read: " + missing.why() + ". " + missing.howToEnable();
            return new Workload(SOURCE, List.of(), List.of(), 0, List.of(why));
        }
        return new StatementWorkload(snapshot).run();
    }

    private Workload run() {
        List<Statement> rows = new ArrayList<>(snapshot.rows(Facts.STATEMENT));
        rows.sort(Comparator.comparingDouble(StatementWorkload::millis).reversed());
        rows.parallelStream().map(this::look).toList().forEach(this::add);
        List<Group> costliestFirst = groups.values().stream()
                .sorted(Comparator.comparingDouble(Group::millis).reversed())
                .toList();
        List<List<Variants.Variant>> variants =
                costliestFirst.parallelStream().map(this::variants).toList();
        List<WorkloadStatement> statements = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            statements.addAll(statements(costliestFirst.get(i), variants.get(i)));
        }
        double total = rows.stream()
                .filter(Statement::topLevel)
                .mapToDouble(StatementWorkload::millis)
                .sum();
        List<LeftOut> summed = LeftOut.sum(leftOut, total);
        List<String> notes = new StatementNotes(snapshot, statements, callsFunctions, underPolicies).all();
        return new Workload(SOURCE, statements, summed, total, notes);
    }

    private static double millis(Statement row) {
        return row.totalExecTimeMs() + row.totalPlanTimeMs();
    }

    /** What became of a row; without a fingerprint when it was refused. */
    private record Looked(Statement row, Classifier.Verdict verdict, String fingerprint) {}

    private Looked look(Statement row) {
        Classifier.Verdict verdict = classifier.look(row.query(), roles.catalog(row.role()), row.topLevel());
        String fingerprint = verdict instanceof Classifier.Accepted accepted
                ? SqlText.parser().fingerprint(accepted.parsed().sql())
                : "";
        return new Looked(row, verdict, fingerprint);
    }

    private void add(Looked looked) {
        Statement row = looked.row;
        if (looked.verdict instanceof Classifier.Refused refused) {
            double millis = row.topLevel() ? millis(row) : 0;
            leftOut.add(new LeftOut.One(refused.reason(), refused.what(), row.calls(), millis));
        } else if (looked.verdict instanceof Classifier.Accepted accepted) {
            Key key = new Key(looked.fingerprint, roles.kind(row.role(), accepted.analysis()), row.topLevel());
            callsFunctions |= classifier.callsFunctions(accepted.analysis());
            groups.computeIfAbsent(key, it -> new Group(it, new ArrayList<>()))
                    .members
                    .add(new Member(row, accepted));
        }
    }

    private List<Variants.Variant> variants(Group group) {
        Classifier.Accepted first = group.members.get(0).accepted;
        return Variants.of(first.parsed(), first.analysis(), columns, group.rowsPerCall());
    }

    private List<WorkloadStatement> statements(Group group, List<Variants.Variant> variants) {
        Member first = group.members.get(0);
        String role = group.key.roleKind.isEmpty() ? null : first.row.role();
        boolean self = role == null || role.equals(snapshot.server().role());
        String name =
                names.of(first.accepted.analysis(), group.key.fingerprint, group.key.topLevel, self ? null : role);
        underPolicies += roles.isSubjectToPolicies(first.row.role(), first.accepted.analysis()) ? 1 : 0;
        List<WorkloadStatement> statements = new ArrayList<>();
        for (Variants.Variant variant : variants) {
            StatementOrigin origin = new StatementOrigin(
                    group.key.fingerprint,
                    group.millis() * variant.share(),
                    group.key.topLevel,
                    variant.values(),
                    variant.bindings(),
                    variant.parametersLeft());
            String suffix = variants.size() == 1 ? "" : " (" + variant.values().words() + ")";
            statements.add(new WorkloadStatement(
                    name + suffix,
                    variant.sql(),
                    group.calls() * variant.share(),
                    null,
                    self ? null : role,
                    null,
                    0,
                    origin));
        }
        return statements;
    }
}
