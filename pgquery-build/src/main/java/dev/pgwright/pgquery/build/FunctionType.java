package dev.pgwright.pgquery.build;

import java.util.Arrays;

/** The value types (binary codes) that a function takes and returns. */
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs only, never used as a key
record FunctionType(int[] parameters, int[] results) {
    boolean sameAs(FunctionType other) {
        return Arrays.equals(parameters, other.parameters) && Arrays.equals(results, other.results);
    }
}
