package dev.pgwright.batch.score;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimals as whole numbers: points times 10^decimals, weights times 10^(digits of the weights), scores times both.
 *
 * @param decimals digits of points
 * @param weightDigits digits of weights
 */
record Scaled(int decimals, int weightDigits) {
    /** What a description asks for: as many digits of weights as the longest has. */
    static Scaled of(ScoreSpec spec) {
        int digits = spec.components().stream()
                .mapToInt(component -> component.weight().scale())
                .max()
                .orElse(0);
        return new Scaled(spec.decimals(), Math.max(digits, 0));
    }

    /** Digits after the point of a score. */
    int scoreDigits() {
        return decimals + weightDigits;
    }

    /** Points as PostgreSQL's {@code round(numeric, int)} makes them: half away from zero. */
    long points(BigDecimal points) {
        return whole(points.setScale(decimals, RoundingMode.HALF_UP), decimals);
    }

    long weight(BigDecimal weight) {
        return whole(weight, weightDigits);
    }

    /** Weighted points: their share in a score. */
    long weighted(BigDecimal weight, BigDecimal points) {
        return multiply(weight(weight), points(points));
    }

    private static long whole(BigDecimal number, int digits) {
        try {
            return number.movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    static long multiply(long a, long b) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    static long add(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    static PgwrightException overflow() {
        return new PgwrightException(
                ErrorCode.USAGE,
                "A score does not fit into 64 bits",
                "Use fewer decimals, shorter weights, or smaller points.");
    }
}
