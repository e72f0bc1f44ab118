package dev.pgwright.batch.partition;

/**
 * What is to become of a table.
 *
 * @param relation schema and name
 * @param column whose time decides on the partition
 * @param keep so many of the last periods get a partition each, older rows one together; 0 for all
 * @param widenKeys whether keys that lack the column may get it
 */
public record ConversionRequest(String relation, String column, Every every, int keep, boolean widenKeys) {
    /** Equal for the same wish; what a run that goes on is recognised by. */
    String words() {
        return "by " + column + " every " + every.unit() + (keep > 0 ? " keep " + keep : "")
                + (widenKeys ? " with widened keys" : "");
    }
}
