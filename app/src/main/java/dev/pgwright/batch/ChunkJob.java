package dev.pgwright.batch;

import dev.pgwright.postgres.Identifiers;

/**
 * A job that goes over a table in the order of its key, one range after the other.
 *
 * @param kind the verb
 * @param relation schema and name of the table
 * @param key its key column
 * @param keyType the key's type
 * @param statement the work of one chunk: a statement with {@code :from} and {@code :to}, both included, that returns
 *     nothing, or one row with the numbers of rows taken and of rows put
 * @param guard statement that each chunk's transaction begins with, such as a lock; empty for none
 */
public record ChunkJob(String kind, String relation, String key, String keyType, String statement, String guard) {
    private static final String PLACEHOLDER = "(?<![:\\w]):%s\\b";

    /** The statement for one range of keys. */
    String statementFor(String from, String to) {
        return fill(fill(statement, "from", from), "to", to);
    }

    private String fill(String text, String name, String value) {
        String literal = Identifiers.literal(value) + "::" + keyType;
        return text.replaceAll(String.format(PLACEHOLDER, name), java.util.regex.Matcher.quoteReplacement(literal));
    }

    /** Whether a text names both ends of a range. */
    static boolean hasBothEnds(String statement) {
        return java.util.regex.Pattern.compile(String.format(PLACEHOLDER, "from"))
                        .matcher(statement)
                        .find()
                && java.util.regex.Pattern.compile(String.format(PLACEHOLDER, "to"))
                        .matcher(statement)
                        .find();
    }

    String quotedRelation() {
        return Identifiers.qualified(relation.split("\\."));
    }
}
