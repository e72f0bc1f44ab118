package dev.pgwright.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.Progress;
import dev.pgwright.pgquery.analysis.Predicate;
import dev.pgwright.pgquery.analysis.QueryBlock;
import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.Source;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.WorkloadStatement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the statements of the labs say of a lab's database. */
class LabAnalysisTest {
    /**
     * What is known of a statement.
     *
     * @param relations that it names, those behind views after them
     * @param sources names in its FROM with their kind
     * @param kinds of its conditions
     */
    private record Facts(List<String> relations, List<String> sources, List<Predicate.Kind> kinds) {}

    private static final Map<Lab, Map<String, Facts>> KNOWN = Map.of(
            Lab.CASAORA,
            Map.of(
                    "customer-upcoming-bookings",
                    new Facts(
                            List.of("public.bookings READ"),
                            List.of("TABLE bookings"),
                            List.of(Predicate.Kind.RANGE, Predicate.Kind.IN, Predicate.Kind.NULL_TEST)),
                    "admin-week-by-city",
                    new Facts(
                            List.of("public.bookings READ", "public.cities READ"),
                            List.of("TABLE b", "TABLE c"),
                            List.of(
                                    Predicate.Kind.EQUALITY,
                                    Predicate.Kind.RANGE,
                                    Predicate.Kind.RANGE,
                                    Predicate.Kind.NULL_TEST)),
                    "accept-booking",
                    new Facts(
                            List.of("public.bookings UPDATE"),
                            List.of("TABLE bookings"),
                            List.of(Predicate.Kind.EQUALITY))),
            Lab.CDHI,
            Map.of(
                    "my-invoices",
                    new Facts(
                            List.of(
                                    "public.invoices READ",
                                    "public.leads_with_clients READ",
                                    "public.leads READ",
                                    "public.clients READ"),
                            List.of("TABLE i", "VIEW l"),
                            List.of(Predicate.Kind.EQUALITY, Predicate.Kind.EQUALITY)),
                    "dashboard-precomputed",
                    new Facts(
                            List.of("public.dashboard_stats READ", "public.leads READ"),
                            List.of("VIEW dashboard_stats"),
                            List.of())));

    private static Snapshot snapshot(Lab lab) {
        TargetParser parser = new TargetParser(Map.of(), Path.of(""));
        CacheFolder cache = CacheFolder.of(System.getenv());
        try (LabServer server = LabServer.use(cache, lab, LabServer.SMALLEST_SCALE, Progress.SILENT);
                Session session = Session.open(parser.parse(server.uri()))) {
            return SnapshotReader.read(session);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyNameOfTheWorkloadIsResolved(Lab lab) {
        SnapshotCatalog catalog = SnapshotCatalog.of(snapshot(lab));
        assertThat(lab.workload().statements())
                .extracting(WorkloadStatement::name)
                .containsAll(known(lab).keySet());
        for (WorkloadStatement statement : lab.workload().statements()) {
            StatementAnalysis analysis =
                    SqlText.parser().analyze(statement.sql(), catalog).get(0);
            assertThat(analysis.problems()).as(statement.name()).isEmpty();
            assertThat(analysis.relations()).as(statement.name()).isNotEmpty().allMatch(RelationUse::known);
            assertThat(analysis.query().orElseThrow().sources())
                    .as(statement.name())
                    .noneMatch(source -> source.kind() == Source.Kind.UNKNOWN);
            Facts facts = known(lab).get(statement.name());
            if (facts != null) {
                assertThat(facts(analysis)).as(statement.name()).isEqualTo(facts);
            }
        }
    }

    private static Map<String, Facts> known(Lab lab) {
        return KNOWN.getOrDefault(lab, Map.of());
    }

    private static Facts facts(StatementAnalysis analysis) {
        QueryBlock query = analysis.query().orElseThrow();
        return new Facts(
                analysis.relations().stream()
                        .map(use -> use.relation() + " " + use.access())
                        .toList(),
                query.sources().stream().map(Source::toString).toList(),
                query.predicates().stream().map(Predicate::kind).toList());
    }
}
