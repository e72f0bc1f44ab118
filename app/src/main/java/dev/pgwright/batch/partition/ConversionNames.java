package dev.pgwright.batch.partition;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of a table, of what replaces it, and of what is kept of it. */
record ConversionNames(String schema, String name) {
    private static final int LONGEST_STEM = 48;
    private static final int KEPT = 8;

    /** The same rule in SQL, see {@link ConversionSql}. */
    static final String STEM_SQL =
            "(CASE WHEN octet_length($1) <= 48 THEN $1::text ELSE left($1, 8) || '_' ||" + " left(md5($1), 8) END)";

    static ConversionNames of(String relation) {
        String[] parts = relation.split("\\.", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "\"" + relation + "\" is not a schema and a name with a point between",
                    "Write it as in public.orders.");
        }
        return new ConversionNames(parts[0], parts[1]);
    }

    String table() {
        return Identifiers.qualified(schema, name);
    }

    String shadowName() {
        return stem(name) + "_pgwright_new";
    }

    String shadow() {
        return Identifiers.qualified(schema, shadowName());
    }

    String oldName() {
        return stem(name) + "_pgwright_old";
    }

    String old() {
        return Identifiers.qualified(schema, oldName());
    }

    /** A partition of that period. */
    String partition(String suffix) {
        return Identifiers.qualified(schema, stem(name) + "_" + suffix);
    }

    /** Short enough for what is put behind it: a name has 63 bytes at the most (NAMEDATALEN). */
    static String stem(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_STEM) {
            return name;
        }
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
            int end = name.offsetByCodePoints(0, KEPT);
            return name.substring(0, end) + "_" + HexFormat.of().formatHex(hash).substring(0, KEPT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
