package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Index;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that make a GIN index look for a known number of keys, none of which need exist.
 *
 * @param all a condition for which the whole index is read (GIN_SEARCH_MODE_ALL)
 * @param byKeys a condition with so many keys
 */
record GinQueries(String all, IntFunction<String> byKeys) {
    private static final String WORD = "pgwright";
    private static final Set<String> TEXTS = Set.of("text", "character varying", "varchar", "citext");
    private static final Set<String> INTEGERS = Set.of("integer", "bigint");

    String keys(int number) {
        return byKeys.apply(number);
    }

    /** For the operator classes of the server and of pg_trgm. */
    static Optional<GinQueries> of(Index.Key key, @Nullable String type) {
        String subject = key.column() == null ? "(" + key.expression() + ")" : quote(key.column());
        return switch (key.operatorClass()) {
            case "jsonb_ops" ->
                Optional.of(new GinQueries(
                        subject + " @> '{}'", n -> subject + " ?| " + literal(words(n, ",", "{", "}")) + "::text[]"));
            case "jsonb_path_ops" ->
                Optional.of(new GinQueries(subject + " @> '{}'", n -> subject + " @> " + paths(n)));
            case "tsvector_ops" ->
                Optional.of(new GinQueries(
                        subject + " @@ '!" + WORD + "'::tsquery",
                        n -> subject + " @@ " + literal(words(n, "|", "", "")) + "::tsquery"));
            case "gin_trgm_ops" ->
                Optional.of(new GinQueries(subject + " LIKE '%'", n -> subject + " LIKE '%" + trigrams(n) + "%'"));
            case "array_ops" -> type == null ? Optional.empty() : ofArray(subject, type);
            default -> Optional.empty();
        };
    }

    private static Optional<GinQueries> ofArray(String subject, String type) {
        String element = type.replaceAll("(\\([^)]*\\))?(\\[\\])+$", "");
        IntFunction<String> values = TEXTS.contains(element)
                ? i -> WORD + i
                : INTEGERS.contains(element)
                        ? String::valueOf
                        : element.equals("uuid") ? i -> new UUID(0, i).toString() : i -> "";
        if (values.apply(1).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new GinQueries(
                subject + " @> '{}'",
                n -> subject + " && '"
                        + IntStream.rangeClosed(1, n).mapToObj(values).collect(Collectors.joining(",", "{", "}"))
                        + "'"));
    }

    private static String words(int number, String separator, String prefix, String suffix) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> WORD + i)
                .collect(Collectors.joining(separator, prefix, suffix));
    }

    private static String paths(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> "\"" + WORD + i + "\": 1")
                .collect(Collectors.joining(", ", "'{", "}'"));
    }

    /** A word with so many trigrams, all different. */
    private static String trigrams(int number) {
        StringBuilder word = new StringBuilder("qx");
        Set<String> seen = new HashSet<>();
        char next = 'a';
        while (seen.size() < number) {
            String trigram = word.substring(word.length() - 2) + next;
            if (seen.add(trigram)) {
                word.append(next);
            }
            next = next == 'z' ? 'a' : (char) (next + 1);
        }
        return word.toString();
    }
}
