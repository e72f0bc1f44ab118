package dev.pgwright.check.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Sequence;
import dev.pgwright.snapshot.SequenceValue;
import dev.pgwright.snapshot.Server;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The day on which a sequence ends, by where it stood in two snapshots. */
class SequenceForecastTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Sequence SEQUENCE = new Sequence(
            1, "public", "booking_id_seq", "integer", 1, 1, 1, 2_147_483_647L, 1, false, null, null, null, false);

    private static Snapshot at(Instant now, @Nullable Long value) {
        Server server = new Server(
                "PostgreSQL 18.0",
                "18.0",
                180_000,
                MONDAY,
                MONDAY,
                now,
                false,
                "shop",
                "reader",
                false,
                true,
                true,
                8192,
                "UTF8",
                null,
                null,
                null,
                null);
        return new Snapshot.Builder()
                .put(Facts.SERVER, List.of(server))
                .put(
                        Facts.SEQUENCE_VALUE,
                        List.of(new SequenceValue(1, "public", "booking_id_seq", value, true, false)))
                .build();
    }

    @Test
    void itGoesOnAsItDid() {
        Snapshot monday = at(MONDAY, 1_000L);
        Snapshot wednesday = at(MONDAY.plus(Duration.ofDays(2)), 3_000L);
        assertThat(SequenceForecast.reaches(monday, wednesday, SEQUENCE, 13_000))
                .contains(MONDAY.plus(Duration.ofDays(12)));
    }

    @Test
    void oneThatStandsStillOrIsUnknownHasNoDay() {
        Snapshot monday = at(MONDAY, 1_000L);
        assertThat(SequenceForecast.reaches(monday, at(MONDAY.plus(Duration.ofDays(2)), 1_000L), SEQUENCE, 13_000))
                .isEmpty();
        assertThat(SequenceForecast.reaches(monday, at(MONDAY.plus(Duration.ofDays(2)), null), SEQUENCE, 13_000))
                .isEmpty();
    }
}
