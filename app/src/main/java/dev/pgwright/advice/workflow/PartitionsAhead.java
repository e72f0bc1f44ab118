package dev.pgwright.advice.workflow;

import dev.pgwright.operation.CreatePartition;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The next partition of tables that are divided by time, before rows for it arrive. */
final class PartitionsAhead {
    private static final Pattern BOUND =
            Pattern.compile("FOR VALUES FROM \\('(\\d{4}-\\d\\d-\\d\\d)(.*)'\\) TO \\('(\\d{4}-\\d\\d-\\d\\d)(.*)'\\)");

    private static final int MONTHS = 12;

    private PartitionsAhead() {}

    /** A partition from a day to another; what stands behind the day is the midnight of its type and zone. */
    private record Span(Relation partition, LocalDate from, LocalDate to, String midnight) {
        /** Whole months where both ends are a month's first day. */
        Period length() {
            Period period = Period.between(from, to);
            boolean months = from.getDayOfMonth() == 1 && to.getDayOfMonth() == 1;
            return months
                    ? Period.ofMonths((int) period.toTotalMonths())
                    : Period.ofDays((int) (to.toEpochDay() - from.toEpochDay()));
        }
    }

    static void add(WorkPlan.Builder plan, Snapshot snapshot) {
        LocalDate today = LocalDate.ofInstant(snapshot.takenAt(), ZoneOffset.UTC);
        for (Relation parent : snapshot.rows(Facts.RELATION)) {
            if (parent.kind() == Relation.Kind.PARTITIONED_TABLE && parent.extension() == null) {
                List<Span> spans = spans(snapshot, parent);
                spans.stream()
                        .max(Comparator.comparing(Span::to))
                        .ifPresent(last -> next(plan, snapshot, parent, last, today));
            }
        }
    }

    private static List<Span> spans(Snapshot snapshot, Relation parent) {
        return snapshot.rows(Facts.RELATION).stream()
                .filter(child -> child.partition() && child.parentOids().contains(parent.oid()))
                .flatMap(child -> span(child).stream())
                .toList();
    }

    private static Optional<Span> span(Relation child) {
        Matcher bound = BOUND.matcher(String.valueOf(child.partitionBound()));
        if (!bound.matches() || !bound.group(2).equals(bound.group(4))) {
            return Optional.empty();
        }
        try {
            LocalDate from = LocalDate.parse(bound.group(1));
            LocalDate to = LocalDate.parse(bound.group(3));
            return Optional.of(new Span(child, from, to, bound.group(2)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Only a series that still goes on: the last one has begun, and ends within its own length. */
    private static void next(WorkPlan.Builder plan, Snapshot snapshot, Relation parent, Span last, LocalDate today) {
        Period length = last.length();
        boolean soon = !last.from.isAfter(today) && !last.to.isBefore(today) && last.to.isBefore(today.plus(length));
        boolean rest = children(snapshot, parent).anyMatch(child -> "DEFAULT".equals(child.partitionBound()));
        if (!soon) {
            return;
        }
        if (rest) {
            plan.note(parent.schema() + "." + parent.name() + " needs a partition from " + last.to
                    + " on; its default partition has to be searched for rows of it, which stops writes.");
            return;
        }
        LocalDate to = last.to.plus(length);
        TableName name = new TableName(last.partition.schema(), name(parent, last, length));
        plan.add(
                new CreatePartition(
                        new TableName(parent.schema(), parent.name()),
                        name,
                        "FOR VALUES FROM ('" + last.to + last.midnight + "') TO ('" + to + last.midnight + "')"),
                "The last partition ends on " + last.to + ": rows after it would be refused");
    }

    private static Stream<Relation> children(Snapshot snapshot, Relation parent) {
        return snapshot.rows(Facts.RELATION).stream()
                .filter(child -> child.partition() && child.parentOids().contains(parent.oid()));
    }

    /** As its neighbour is called where that name holds its first day; else the parent's name with the day. */
    private static String name(Relation parent, Span last, Period length) {
        String own = last.partition.name();
        boolean years = length.toTotalMonths() > 0 && length.toTotalMonths() % MONTHS == 0;
        for (String format : List.of("%tY_%<tm_%<td", "%tY%<tm%<td", "%tY_%<tm", "%tY%<tm", "%tY")) {
            String then = String.format(format, last.from);
            String next = String.format(format, last.to);
            if (own.contains(then) && !then.equals(next) && (years || !format.equals("%tY"))) {
                return own.replace(then, next);
            }
        }
        return parent.name() + "_" + String.format("%tY%<tm%<td", last.to);
    }
}
