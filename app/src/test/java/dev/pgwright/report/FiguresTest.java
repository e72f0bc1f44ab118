package dev.pgwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 ms",
                "0.004 | under 0.01 ms",
                "0.4249 | 0.42 ms",
                "3.1049 | 3.1 ms",
                "9.96 | 10 ms",
                "84.2 | 84 ms",
                "842.337 | 842 ms",
                "999.7 | 1.0 s",
                "1240 | 1.2 s",
                "119000 | 119 s",
                "440000 | 7.3 min",
                "61000000 | 17 h",
                "345600000 | 4 days"
            })
    void times(double ms, String shown) {
        assertThat(Figures.time(ms)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 bytes",
                "512 | 512 bytes",
                "8192 | 8 KiB",
                "96468992 | 92 MiB",
                "8800000000 | 8.2 GiB",
                "9e15 | 8,190 TiB"
            })
    void sizes(double bytes, String shown) {
        assertThat(Figures.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"91.284 | 91.3 %", "99.976 | 99.97 %", "99.9999 | 99.99 %", "100 | 100 %", "0 | 0 %", "60 | 60 %"})
    void shares(double percent, String shown) {
        assertThat(Figures.percent(percent)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "842.3 | 3.1 | 272 times faster",
                "10 | 14 | 1.4 times slower",
                "10 | 10.2 | about the same",
                "10 | 0 | faster",
                "0 | 0 | about the same"
            })
    void changes(double before, double after, String shown) {
        assertThat(Figures.change(before, after)).isEqualTo(shown);
    }

    @Test
    void whatIsNotANumberIsUnknown() {
        assertThat(Figures.times(Double.POSITIVE_INFINITY)).isEqualTo("unknown");
        assertThat(Figures.time(Double.NaN)).isEqualTo("unknown");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("unknown");
    }

    @Test
    void countsHaveSeparators() {
        assertThat(Figures.number(480_000)).isEqualTo("480,000");
        assertThat(Figures.number(0.25)).isEqualTo("0.25");
    }
}
