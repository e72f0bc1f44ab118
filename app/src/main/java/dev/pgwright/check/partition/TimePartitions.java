package dev.pgwright.check.partition;

import dev.pgwright.check.Tables;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.PartitionKey;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table that is divided into ranges of one date or time. Bounds are read as pg_get_expr writes them with the time
 * zone UTC; a timestamp without one counts as UTC.
 *
 * @param column that decides
 * @param type of that column
 * @param parts the ranges, in the order of their ends
 * @param rest the default partition
 */
public record TimePartitions(
        Relation table,
        String column,
        String type,
        List<Part> parts,
        @Nullable Relation rest) {
    private static final Set<String> TYPES = Set.of("date", "timestamp without time zone", "timestamp with time zone");
    private static final Pattern BOUND = Pattern.compile("FOR VALUES FROM \\((.+)\\) TO \\((.+)\\)");
    private static final Pattern TIME =
            Pattern.compile("'(\\d{4,6}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?))?(?:\\+00)?'");
    private static final Pattern RULE = Pattern.compile("pgwright: keep (\\d+) (day|week|month|year)s");

    public TimePartitions {
        parts = List.copyOf(parts);
    }

    /**
     * One range.
     *
     * @param from null for no beginning
     * @param to null for no end
     */
    public record Part(
            Relation table,
            @Nullable LocalDateTime from,
            @Nullable LocalDateTime to) {}

    /** How many periods are to be kept, the present one included. */
    public record Rule(int keep, Period period) {
        /** Ranges that end here or before are no longer kept. */
        public LocalDateTime limit(LocalDateTime now) {
            return period.plus(period.begin(now), 1L - keep);
        }
    }

    /** All such tables of the user's. */
    public static List<TimePartitions> of(Snapshot snapshot) {
        Tables tables = new Tables(snapshot);
        return snapshot.rows(Facts.PARTITION_KEY).stream()
                .filter(key -> key.strategy() == PartitionKey.Strategy.RANGE)
                .flatMap(key -> of(snapshot, tables, key).stream())
                .toList();
    }

    private static Optional<TimePartitions> of(Snapshot snapshot, Tables tables, PartitionKey key) {
        String name = key.columns().size() == 1 ? key.columns().get(0) : null;
        Relation table = tables.find(key.relationOid()).findFirst().orElse(null);
        if (name == null || table == null) {
            return Optional.empty();
        }
        Optional<String> type = snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.name().equals(name))
                .map(Column::type)
                .filter(TYPES::contains)
                .findFirst();
        return type.map(t ->
                new TimePartitions(table, name, t, parts(tables.partitions(table)), rest(tables.partitions(table))));
    }

    private static @Nullable Relation rest(List<Relation> partitions) {
        return partitions.stream()
                .filter(partition -> "DEFAULT".equals(partition.partitionBound()))
                .findFirst()
                .orElse(null);
    }

    private static List<Part> parts(List<Relation> partitions) {
        List<Part> parts = new ArrayList<>();
        for (Relation partition : partitions) {
            Matcher bound = BOUND.matcher(partition.partitionBound() == null ? "" : partition.partitionBound());
            if (bound.matches()) {
                parts.add(new Part(partition, time(bound.group(1)), time(bound.group(2))));
            }
        }
        parts.sort(Comparator.comparing(Part::to, Comparator.nullsLast(Comparator.naturalOrder())));
        return parts;
    }

    private static @Nullable LocalDateTime time(String literal) {
        Matcher time = TIME.matcher(literal);
        if (!time.matches()) {
            return null; // MINVALUE, MAXVALUE, infinity
        }
        LocalDate day = LocalDate.parse(time.group(1));
        return time.group(2) == null ? day.atStartOfDay() : LocalDateTime.parse(time.group(1) + "T" + time.group(2));
    }

    /** The period of the last range that has both ends and one of the usual lengths. */
    public Optional<Period> period() {
        return Stream.iterate(parts.size() - 1, at -> at >= 0, at -> at - 1)
                .map(parts::get)
                .flatMap(part -> length(part).stream())
                .findFirst();
    }

    private static Optional<Period> length(Part part) {
        return part.from() == null || part.to() == null ? Optional.empty() : Period.between(part.from(), part.to());
    }

    /** The end of the last range; none when a range has no end or there is none. */
    public Optional<LocalDateTime> end() {
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(parts.get(parts.size() - 1).to());
    }

    /** Whether rows may still come: an archive whose last range ended more than a year ago gets none. */
    public boolean isContinued(LocalDateTime now) {
        return !parts.isEmpty()
                && end().map(end -> !end.isBefore(now.minusYears(1))).orElse(true);
    }

    /** What the table's comment says of how long rows are kept, such as {@code pgwright: keep 12 months}. */
    public Optional<Rule> rule() {
        Matcher rule = RULE.matcher(table.comment() == null ? "" : table.comment());
        return rule.find()
                ? Optional.of(new Rule(
                        Integer.parseInt(rule.group(1)),
                        Period.valueOf(rule.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    /** The server's clock in UTC. */
    public static LocalDateTime now(Snapshot snapshot) {
        return LocalDateTime.ofInstant(snapshot.server().now(), ZoneOffset.UTC);
    }
}
