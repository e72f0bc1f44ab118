package dev.pgwright.operation;

import org.jspecify.annotations.Nullable;

/**
 * What an operation relies on, checked on the server right before it runs: what was planned against is still there.
 *
 * @param expression SQL expression over the catalog that yields one value
 * @param answer its value as text; null for NULL
 * @param otherwise why the operation is refused when the value is another one, one sentence without full stop
 */
public record Expectation(String expression, @Nullable String answer, String otherwise) {
    static Expectation holds(String condition, String otherwise) {
        return new Expectation(condition, "true", otherwise);
    }

    /** The relation is there. */
    static Expectation present(TableName relation) {
        return holds(Catalog.exists(relation), relation + " is not there any more");
    }

    /** The name is free. */
    static Expectation absent(TableName relation) {
        return holds("NOT " + Catalog.exists(relation), "a relation " + relation + " is there already");
    }

    /** The server keeps the whole name (NAMEDATALEN - 1 bytes in its encoding). */
    static Expectation fits(String name) {
        return holds(
                "octet_length(" + Catalog.text(name) + ") < 64",
                "the name " + name + " is longer than the 63 bytes that PostgreSQL keeps");
    }
}
