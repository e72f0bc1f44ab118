package dev.pgwright.bench.load;

import java.util.Arrays;
import java.util.Locale;

/** Latencies of one class of requests; written by many threads. */
final class Latencies {
    private final String name;
    private final double targetMillis;
    private long[] nanos = new long[1024];
    private int count;
    private int errors;
    private String firstError = "";

    /**
     * None yet.
     *
     * @param targetMillis what 95 of 100 should not exceed
     */
    Latencies(String name, double targetMillis) {
        this.name = name;
        this.targetMillis = targetMillis;
    }

    String name() {
        return name;
    }

    synchronized void add(long elapsedNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = elapsedNanos;
    }

    synchronized void failed(String why) {
        errors++;
        firstError = firstError.isEmpty() ? why : firstError;
    }

    /** The smallest latency that so many of 100 do not exceed, in ms (nearest rank). */
    synchronized double percentile(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * count) - 1)] / 1e6;
    }

    synchronized boolean isMet() {
        return count > 0 && errors == 0 && percentile(95) <= targetMillis;
    }

    static String header() {
        return String.format(
                "%-28s %8s %9s %9s %9s %9s %7s %9s", "class", "requests", "p50 ms", "p95 ms", "p99 ms", "max ms",
                "errors", "target");
    }

    synchronized String line() {
        return String.format(
                Locale.ROOT,
                "%-28s %8d %9.2f %9.2f %9.2f %9.2f %7d %9s",
                name,
                count,
                percentile(50),
                percentile(95),
                percentile(99),
                percentile(100),
                errors,
                (isMet() ? "met " : "NOT ") + String.format(Locale.ROOT, "%.0f", targetMillis))
                + (firstError.isEmpty() ? "" : "  " + firstError);
    }

    /** One line of the document's log of operations. */
    synchronized String json(String timestamp) {
        return String.format(
                Locale.ROOT,
                "{\"timestamp\":\"%s\",\"agent\":\"pgwright\",\"action\":\"LOAD_MEASURED\",\"details\":{\"class\":\"%s\","
                        + "\"requests\":%d,\"errors\":%d},\"performance_impact\":{\"p50_ms\":%.3f,\"p95_ms\":%.3f,"
                        + "\"p99_ms\":%.3f,\"max_ms\":%.3f,\"target_ms\":%.0f,\"met\":%b}}",
                timestamp,
                name,
                count,
                errors,
                percentile(50),
                percentile(95),
                percentile(99),
                percentile(100),
                targetMillis,
                isMet());
    }
}
