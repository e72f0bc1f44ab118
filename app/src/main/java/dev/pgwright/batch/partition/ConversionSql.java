package dev.pgwright.batch.partition;

import dev.pgwright.postgres.Identifiers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL files of this package with their placeholders filled in. */
final class ConversionSql {
    private static final Pattern STEM = Pattern.compile("\\{stem:([a-z.]+)}");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

    private final Map<String, String> values = new HashMap<>();

    /** With the names of a table, as literals: the queries write statements. */
    static ConversionSql literals(ConversionNames names) {
        return new ConversionSql()
                .literal("table", names.table())
                .literal("shadow", names.shadow())
                .literal("old", names.old())
                .literal("label", names.toString())
                .literal("schema", names.schema())
                .literal("name", names.name())
                .literal("shadow_name", names.shadowName())
                .literal("old_name", names.oldName());
    }

    ConversionSql literal(String place, String value) {
        return text(place, Identifiers.literal(value).strip());
    }

    ConversionSql text(String place, String value) {
        values.put(place, value);
        return this;
    }

    /** The file's text. */
    String fill(String resource) {
        String text = STEM.matcher(read(resource))
                .replaceAll(found -> Matcher.quoteReplacement(ConversionNames.STEM_SQL.replace("$1", found.group(1))));
        return PLACE.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing for {" + found.group(1) + "} in " + resource);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    static String read(String resource) {
        try (InputStream in = ConversionSql.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: batch/partition/" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
