package dev.pgwright.check.schema;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Sequence;
import dev.pgwright.snapshot.SequenceValue;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A sequence, or the column that it feeds, that runs out of numbers. */
public final class SequenceExhaustion implements Check {
    private static final double BAD_SHARE = 0.9;

    private static final CheckInfo INFO = CheckInfo.of(
            "sequence-exhaustion",
            Theme.SCHEMA,
            Impact.CRITICAL,
            Facts.SEQUENCE,
            Facts.SEQUENCE_VALUE,
            Facts.COLUMN,
            Facts.CONSTRAINT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<Long, SequenceValue> values = snapshot.rows(Facts.SEQUENCE_VALUE).stream()
                .collect(Collectors.toMap(SequenceValue::oid, value -> value, (one, other) -> one));
        NumberRange ranges = new NumberRange(snapshot);
        return snapshot.rows(Facts.SEQUENCE).stream()
                .filter(sequence -> sequence.increment() > 0 && !sequence.cycle())
                .flatMap(sequence -> Optional.ofNullable(values.get(sequence.oid()))
                        .flatMap(value -> Optional.ofNullable(value.lastValue()))
                        .flatMap(last -> finding(snapshot, ranges.of(sequence), sequence, last, thresholds))
                        .stream())
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.SEQUENCE_VALUE).stream().anyMatch(value -> !value.readable())
                ? Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " may not read every sequence",
                        "GRANT USAGE on the sequences to the role."))
                : Optional.empty();
    }

    private static Optional<Finding> finding(
            Snapshot snapshot, NumberRange.Limit limit, Sequence sequence, long last, Thresholds thresholds) {
        double share = (double) last / limit.greatest();
        return share < thresholds.server().sequenceShare()
                ? Optional.empty()
                : Optional.of(finding(snapshot, limit, sequence, last, share, thresholds));
    }

    private static Finding finding(
            Snapshot snapshot,
            NumberRange.Limit limit,
            Sequence sequence,
            long last,
            double share,
            Thresholds thresholds) {
        Optional<Long> days = SequenceForecast.days(
                snapshot, sequence, limit.greatest() - last, thresholds.server().forecastAge());
        boolean soon = days.filter(left -> left < 30).isPresent();
        return Finding.of(
                INFO,
                sequence.schema() + "." + sequence.name(),
                soon || share >= 0.99 ? Impact.CRITICAL : share >= BAD_SHARE ? Impact.HIGH : Impact.MEDIUM,
                "Sequence " + sequence.schema() + "." + sequence.name() + " has used "
                        + String.format(Locale.ROOT, "%.1f %%", share * 100) + " of the numbers that "
                        + limit.holder() + " can hold",
                Figures.of("schema", sequence.schema())
                        .and("sequence", sequence.name())
                        .and("last_value", last)
                        .and("greatest_value", limit.greatest())
                        .and("limited_by", limit.holder())
                        .and("left_days", days.orElse(null)),
                "At the end of them every INSERT into the table fails. To make the column larger rewrites the table, which"
                        + " takes hours just then.");
    }
}
