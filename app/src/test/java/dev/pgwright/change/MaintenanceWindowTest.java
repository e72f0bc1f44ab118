package dev.pgwright.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.text.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours and lengths of time as people type them. */
class MaintenanceWindowTest {
    private static MaintenanceWindow window(String text) {
        return MaintenanceWindow.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a Saturday; Paris is an hour ahead in winter
                "02:00-05:00 Europe/Paris | 2026-11-21T01:30:00Z | true",
                "02:00-05:00 Europe/Paris | 2026-11-21T04:00:00Z | false",
                "02:00-05:00 | 2026-11-21T04:00:00Z | true",
                "22:00-02:00 | 2026-11-21T23:00:00Z | true",
                "22:00-02:00 | 2026-11-21T01:59:59Z | true",
                "22:00-02:00 | 2026-11-21T02:00:00Z | false",
                "sat,sun 22:00-02:00 | 2026-11-21T23:00:00Z | true",
                "sat,sun 22:00-02:00 | 2026-11-21T01:00:00Z | false",
                "Sat 22:00-02:00 | 2026-11-22T01:00:00Z | true",
                "Sat 22:00-02:00 | 2026-11-22T23:00:00Z | false",
                // the hour that a summer time skips, and the one that it has twice
                "02:00-03:00 Europe/Paris | 2026-03-29T00:59:59Z | false",
                "02:00-03:00 Europe/Paris | 2026-03-29T01:00:00Z | false",
                "02:00-03:00 Europe/Paris | 2026-10-25T00:30:00Z | true",
                "02:00-03:00 Europe/Paris | 2026-10-25T01:30:00Z | true"
            })
    void isOpen(String text, String moment, boolean open) {
        assertThat(window(text).contains(Instant.parse(moment))).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "night", "2-5", "25:00-26:00", "02:00", "02:00-05:00 Mars/Base", "xyz 02:00-05:00", "02:00-"
            })
    void isRefused(String text) {
        assertThat(MaintenanceWindow.parse(text)).isEmpty();
    }

    @Test
    void isSaidAsItWasTyped() {
        assertThat(window("02:00-05:00 Europe/Paris")).hasToString("02:00-05:00 Europe/Paris");
        assertThat(window("sun,sat 22:00-02:00")).hasToString("Sat,Sun 22:00-02:00 Z");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "30min,PT30M", "2h,PT2H", "7d,PT168H", "90 s,PT1M30S"})
    void spans(String text, Duration span) {
        assertThat(TimeSpan.parse(text)).contains(span);
        assertThat(TimeSpan.parse(TimeSpan.words(span))).contains(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "-1s", "5", "5m", "1.5h", "400d", "99999999999s", "soon"})
    void noSpans(String text) {
        assertThat(TimeSpan.parse(text)).isEmpty();
    }
}
