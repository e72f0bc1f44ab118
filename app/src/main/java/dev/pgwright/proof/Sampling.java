package dev.pgwright.proof;

import java.time.Duration;

/**
 * How often a statement is run for its median.
 *
 * @param least runs at least, the first not counted
 * @param most runs at most
 * @param budget time after which no further run is begun once {@code least} were made
 * @param timeout longest single run
 */
public record Sampling(int least, int most, Duration budget, Duration timeout) {
    /** For the figures that a report shows. */
    public static final Sampling THOROUGH = new Sampling(3, 41, Duration.ofMillis(400), Duration.ofSeconds(30));
    /** For telling whether an experiment helped. */
    public static final Sampling QUICK = new Sampling(2, 21, Duration.ofMillis(60), Duration.ofSeconds(30));
}
