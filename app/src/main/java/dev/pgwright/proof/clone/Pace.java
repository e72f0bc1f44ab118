package dev.pgwright.proof.clone;

import java.time.Duration;

/**
 * How often statements are run.
 *
 * @param screening rounds at least for a first look, from which nothing is concluded
 * @param least rounds at least for a verdict; a round runs every alternative once
 * @param most rounds at most
 * @param budget time for a verdict after which no further round is begun once there were enough
 * @param limit longest single run
 */
public record Pace(int screening, int least, int most, Duration budget, Duration limit) {
    /** For workloads of statements from a millisecond to some seconds. */
    public static final Pace USUAL =
            new Pace(3, Judgement.LEAST_RUNS, 25, Duration.ofSeconds(2), Duration.ofSeconds(60));

    /** The same with another longest run. */
    public Pace withLimit(Duration other) {
        return new Pace(screening, least, most, budget, other);
    }
}
