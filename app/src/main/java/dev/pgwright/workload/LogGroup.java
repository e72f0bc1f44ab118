package dev.pgwright.workload;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a log tells of the statements of one shape, role and database. */
final class LogGroup {
    /** Texts held at once: any that makes up more than a ninth of the calls is among them. */
    private static final int TEXTS = 8;

    private final Map<String, Sample> frequent = new HashMap<>();
    private @Nullable Sample slowest;
    private double calls;
    private double millis;

    /** One text with its values, how often it was seen, and its time. */
    static final class Sample {
        private final LogEvent event;
        private long weight = 1;
        private double times;
        private double millis;

        private Sample(LogEvent event) {
            this.event = event;
        }

        LogEvent event() {
            return event;
        }

        double meanMillis() {
            return millis / Math.max(1, times);
        }
    }

    void add(LogEvent event) {
        calls += event.calls();
        millis += event.millis();
        if (event.calls() == 0) {
            return;
        }
        if (slowest == null || event.millis() > slowest.millis) {
            slowest = new Sample(event);
            slowest.millis = event.millis();
            slowest.times = 1;
        }
        count(event);
    }

    /** Frequent elements of a stream in little room (J. Misra and D. Gries, Finding repeated elements, 1982). */
    private void count(LogEvent event) {
        String key = event.sql() + '\0' + event.parameters();
        Sample known = frequent.get(key);
        if (known == null && frequent.size() >= TEXTS) {
            for (Iterator<Sample> samples = frequent.values().iterator(); samples.hasNext(); ) {
                Sample sample = samples.next();
                if (--sample.weight == 0) {
                    samples.remove();
                }
            }
            return;
        }
        Sample sample = known == null ? new Sample(event) : known;
        sample.weight += known == null ? 0 : 1;
        sample.times++;
        sample.millis += event.millis();
        frequent.put(key, sample);
    }

    /** How often it was sent; at least once. */
    double calls() {
        return Math.max(1, calls);
    }

    double millis() {
        return millis;
    }

    /** Texts to work with, the most frequent first, then the slowest when it is another one. */
    List<Sample> samples() {
        Optional<Sample> often = frequent.values().stream()
                .max(Comparator.comparingLong((Sample sample) -> sample.weight)
                        .thenComparing(sample -> sample.event.sql()));
        Sample slow = slowest;
        if (slow == null) {
            return List.of();
        }
        boolean same = often.isPresent()
                && often.get().event.sql().equals(slow.event.sql())
                && often.get().event.parameters().equals(slow.event.parameters());
        return often.isEmpty() || same ? List.of(slow) : List.of(often.get(), slow);
    }

    /** Share of the calls that the frequent text stands for, such that both together take the mean time of a call. */
    static double share(double mean, double often, double slow) {
        return slow > often ? Math.min(1, Math.max(0, (slow - mean) / (slow - often))) : 1;
    }
}
