package dev.pgwright.proof.rls;

import dev.pgwright.advice.rls.Audience;
import dev.pgwright.advice.rls.PolicyReader;
import dev.pgwright.advice.rls.SessionUse;
import dev.pgwright.advice.rls.SessionUses;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.proof.clone.CloneDatabase;
import dev.pgwright.proof.rls.RowSetProof.Found;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.sql.SqlText;
import dev.pgwright.twin.EmptyCopy;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole proof of repairs: generated rows, the rows of a clone, and the time of the workload's statements. */
public final class PolicyProof {
    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long SEED = 7;
    /** How often each shape of rows is made; what is not known to be equal by symbol needs more of them. */
    private static final int ROUNDS = 4;

    private static final int ROUNDS_OF_SYMBOLS = 1;

    private final PolicyReader reader;
    private final Audience audience;
    private final EmptyCopy empty;
    private final @Nullable CloneDatabase clone;

    /**
     * A proof.
     *
     * @param empty of the reader's snapshot
     * @param clone with rows; null for none
     */
    public PolicyProof(PolicyReader reader, Audience audience, EmptyCopy empty, @Nullable CloneDatabase clone) {
        this.reader = reader;
        this.audience = audience;
        this.empty = empty;
        this.clone = clone;
    }

    /**
     * Whether changes let the same rows of a table through.
     *
     * @param symbolic they are made of known-equal forms
     */
    public Verdict verdict(TableName table, List<Operation> changes, boolean symbolic) {
        Optional<Relation> relation = reader.snapshot().relation(table.schema(), table.name());
        List<String> roles = relation.map(audience::of).orElse(List.of());
        if (roles.isEmpty()) {
            return new Verdict(
                    false, false, 0, 0, 0, 0, false, List.of("There is no role that the policies hold."), List.of());
        }
        List<SessionUse> uses = SessionUses.of(reader, table);
        Visitors visitors = new Visitors(roles, audience.anonymous());
        VisitorValues values = new VisitorValues(reader.snapshot());
        List<Visitors.Values> madeUp = values.madeUp(uses);
        Set<String> claimed = new LinkedHashSet<>();
        madeUp.forEach(each -> claimed.addAll(each.labels().keySet()));
        RowSetProof proof = new RowSetProof(reader.snapshot(), table, changes);
        List<Visitor> everybody = visitors.of(madeUp);
        List<Found> found = new ArrayList<>();
        found.add(proof.onGenerated(empty, everybody, claimed, SEED, symbolic ? ROUNDS_OF_SYMBOLS : ROUNDS));
        if (clone != null && found.get(0).differences().isEmpty()) {
            everybody = visitors.of(values.of(clone.target(), uses));
            found.add(proof.onClone(clone.target(), everybody, BUDGET));
        }
        return RowSetProof.verdict(found, symbolic, everybody);
    }

    /** Times of the statements that name the table, before and after; none without a clone. */
    public List<StatementRun> times(TableName table, List<Operation> changes, List<WorkloadStatement> statements) {
        if (clone == null) {
            return List.of();
        }
        List<WorkloadStatement> about = statements.stream()
                .filter(statement -> !statement.isGeneric() && names(statement.sql(), table))
                .toList();
        return new StatementRuns(clone.target(), LONGEST).run(about, changes);
    }

    private static boolean names(String sql, TableName table) {
        return SqlText.parser().parse(sql).tree().findValuesAsString("relname").contains(table.name());
    }
}
