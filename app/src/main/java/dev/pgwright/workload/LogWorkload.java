package dev.pgwright.workload;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.pgquery.SqlEdits;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.LeftOut.Reason;
import dev.pgwright.workload.StatementOrigin.Binding;
import dev.pgwright.workload.StatementOrigin.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workload that a server's log tells of. The log is read as a stream; only one entry of each shape is kept. */
public final class LogWorkload {
    /** More shapes than any application has: a text that no constant was found in, over and over. */
    private static final int SHAPES = 20_000;

    private final Snapshot snapshot;
    private final Roles roles;
    private final Classifier classifier;
    private final KnownColumns columns;
    private final StatementNames names = new StatementNames();
    private final Map<Shape, LogGroup> shapes = new LinkedHashMap<>();
    private final List<LeftOut.One> leftOut = new ArrayList<>();
    private final Map<String, LogGroup> otherDatabases = new LinkedHashMap<>();
    private double unknownShapes;
    private double totalMillis;

    private LogWorkload(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.roles = new Roles(snapshot);
        this.classifier = new Classifier(snapshot);
        this.columns = new KnownColumns(snapshot);
    }

    private record Shape(String text, String role, boolean own, boolean topLevel) {}

    private record Key(String fingerprint, String roleKind, boolean topLevel) {}

    private record Member(Shape shape, LogGroup group, Classifier.Accepted accepted) {}

    /**
     * Reads a log.
     *
     * @param snapshot of the database that the log is about
     * @param prefix the log_line_prefix of a log of stderr; null to tell by the lines
     * @throws PgwrightException BAD_FILE when the file itself cannot be read
     */
    public static Workload read(Path file, Snapshot snapshot, @Nullable String prefix) {
        try {
            LogFormat format = LogFormat.of(file);
            return new LogWorkload(snapshot).run(file, format, prefix);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    "The log " + file + " cannot be read",
                    "Check its name and permissions, and that it is whole if it is packed.",
                    e);
        }
    }

    private Workload run(Path file, LogFormat format, @Nullable String prefix) throws IOException {
        LogEvents events = new LogEvents(this::add);
        long broken;
        try (BufferedReader reader = LogFormat.open(file)) {
            broken = read(reader, format, prefix, events);
        }
        events.finish();
        otherDatabases.forEach((database, group) ->
                leftOut.add(new LeftOut.One(Reason.OTHER_DATABASE, database, group.calls(), group.millis())));
        List<WorkloadStatement> statements = statements();
        List<String> notes = new LogNotes(snapshot, broken, unknownShapes, totalMillis).all();
        return new Workload(
                "the log " + file.getFileName(), statements, LeftOut.sum(leftOut, totalMillis), totalMillis, notes);
    }

    private static long read(
            BufferedReader reader, LogFormat format, @Nullable String prefix, Consumer<LogEntry> entries)
            throws IOException {
        return switch (format) {
            case CSV -> CsvLog.read(reader, entries);
            case JSON -> JsonLog.read(reader, entries);
            case STDERR, SQL ->
                StderrLog.read(reader, prefix == null ? LinePrefix.usual() : LinePrefix.of(prefix), entries);
        };
    }

    private void add(LogEvent event) {
        totalMillis += event.topLevel() ? event.millis() : 0;
        LogEntry entry = event.entry();
        if (!entry.database().isEmpty()
                && !entry.database().equals(snapshot.server().database())) {
            otherDatabases
                    .computeIfAbsent(entry.database(), name -> new LogGroup())
                    .add(event);
            return;
        }
        boolean own = entry.application().equals(Classifier.APPLICATION);
        Shape shape = new Shape(StatementShape.of(event.sql()), entry.role(), own, event.topLevel());
        LogGroup group = shapes.get(shape);
        if (group == null && shapes.size() >= SHAPES) {
            unknownShapes += event.calls();
            return;
        }
        shapes.computeIfAbsent(shape, it -> new LogGroup()).add(event);
    }

    private List<WorkloadStatement> statements() {
        Map<Key, List<Member>> merged = new HashMap<>();
        shapes.forEach((shape, group) -> look(shape, group).ifPresent(member -> {
            String role = shape.role.isEmpty() ? null : shape.role;
            String fingerprint =
                    SqlText.parser().fingerprint(member.accepted.parsed().sql());
            Key key = new Key(fingerprint, roles.kind(role, member.accepted.analysis()), shape.topLevel);
            merged.computeIfAbsent(key, it -> new ArrayList<>()).add(member);
        }));
        Comparator<Member> costliest = Comparator.comparingDouble((Member member) -> member.group.millis())
                .reversed();
        merged.values().forEach(members -> members.sort(costliest));
        List<WorkloadStatement> statements = new ArrayList<>();
        merged.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Key, List<Member>> entry) -> -millis(entry.getValue()))
                        .thenComparing(entry -> entry.getKey().fingerprint))
                .forEach(entry -> statements.addAll(statements(entry.getKey(), entry.getValue())));
        return statements;
    }

    private static double millis(List<Member> members) {
        return members.stream().mapToDouble(member -> member.group.millis()).sum();
    }

    private Optional<Member> look(Shape shape, LogGroup group) {
        List<LogGroup.Sample> samples = group.samples();
        if (samples.isEmpty()) {
            leftOut.add(new LeftOut.One(Reason.NOT_RUN, "", 0, shape.topLevel ? group.millis() : 0));
            return Optional.empty();
        }
        String role = shape.role.isEmpty() ? null : shape.role;
        Classifier.Verdict verdict = shape.own
                ? new Classifier.Refused(Reason.OWN, "")
                : classifier.look(samples.get(0).event().sql(), roles.catalog(role), shape.topLevel);
        if (verdict instanceof Classifier.Accepted accepted) {
            return Optional.of(new Member(shape, group, accepted));
        }
        if (verdict instanceof Classifier.Refused refused) {
            double millis = shape.topLevel ? group.millis() : 0;
            leftOut.add(new LeftOut.One(refused.reason(), refused.what(), group.calls(), millis));
        }
        return Optional.empty();
    }

    /** Variants with their shares of the calls and of the time. */
    private record Weighted(Variants.Variant variant, double calls, double millis) {}

    private List<WorkloadStatement> statements(Key key, List<Member> members) {
        Member first = members.get(0);
        double calls =
                members.stream().mapToDouble(member -> member.group.calls()).sum();
        String role = key.roleKind.isEmpty() || first.shape.role.isEmpty() ? null : first.shape.role;
        boolean self = role == null || role.equals(snapshot.server().role());
        String name = names.of(first.accepted.analysis(), key.fingerprint, key.topLevel, self ? null : role);
        List<Weighted> variants = variants(first, calls, millis(members));
        List<WorkloadStatement> statements = new ArrayList<>();
        for (Weighted weighted : variants) {
            Variants.Variant variant = weighted.variant;
            StatementOrigin origin = new StatementOrigin(
                    key.fingerprint,
                    weighted.millis,
                    key.topLevel,
                    variant.values(),
                    variant.bindings(),
                    variant.parametersLeft());
            String suffix = variants.size() == 1 ? "" : " (" + variant.values().words() + ")";
            statements.add(new WorkloadStatement(
                    name + suffix, variant.sql(), weighted.calls, null, self ? null : role, null, 0, origin));
        }
        return statements;
    }

    private List<Weighted> variants(Member member, double calls, double millis) {
        List<LogGroup.Sample> samples = member.group.samples();
        List<Variants.Variant> sent = new ArrayList<>();
        for (LogGroup.Sample sample : samples) {
            Values values = sent.isEmpty() ? Values.SENT : Values.SLOWEST;
            Classifier.Verdict verdict =
                    classifier.look(sample.event().sql(), roles.catalog(member.shape.role), member.shape.topLevel);
            if (verdict instanceof Classifier.Accepted accepted) {
                sent(accepted, sample.event().parameters(), values).ifPresent(sent::add);
            }
        }
        if (sent.size() < samples.size()) {
            return Variants.of(member.accepted.parsed(), member.accepted.analysis(), columns, Double.NaN).stream()
                    .map(variant -> new Weighted(variant, calls * variant.share(), millis * variant.share()))
                    .toList();
        }
        if (sent.size() == 1) {
            return List.of(new Weighted(sent.get(0), calls, millis));
        }
        double often = samples.get(0).meanMillis();
        double slow = samples.get(1).meanMillis();
        double share = LogGroup.share(millis / calls, often, slow);
        double slowCalls = Math.min(calls / 2, Math.max(1, calls * (1 - share)));
        double slowMillis = Math.min(millis, slowCalls * slow);
        return List.of(
                new Weighted(sent.get(0), calls - slowCalls, millis - slowMillis),
                new Weighted(sent.get(1), slowCalls, slowMillis));
    }

    /** The text with the values that it was sent with; none when the log does not have all of them. */
    private static Optional<Variants.Variant> sent(
            Classifier.Accepted accepted, List<LogParameter> parameters, Values values) {
        String sql = accepted.parsed().sql();
        SqlEdits edits = new SqlEdits(sql);
        List<Binding> bindings = new ArrayList<>();
        for (ParameterPlaces.Spot spot :
                ParameterPlaces.of(accepted.parsed(), accepted.analysis()).spots()) {
            Optional<LogParameter> parameter = parameters.stream()
                    .filter(each -> each.number() == spot.number() && each.whole())
                    .findFirst();
            if (parameter.isEmpty()) {
                return Optional.empty();
            }
            String value = parameter.get().value();
            String literal = value == null ? "NULL" : Identifiers.literal(value);
            edits.replace(spot.range(), literal);
            bindings.add(new Binding(spot.number(), "", literal.strip(), Double.NaN));
        }
        return Optional.of(
                new Variants.Variant(Variants.cut(accepted.parsed(), edits.apply()), values, 1, bindings, 0));
    }
}
