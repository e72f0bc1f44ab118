package dev.pgwright.sql;

import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a session looks for names without a schema. */
public final class SearchPath {
    /** A name of a list in a setting: its own small grammar, not SQL (SplitIdentifierString in varlena.c). */
    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,\"\\s]+)");

    private static final String DEFAULT = "\"$user\", public";

    private SearchPath() {}

    /** The path of a new session of the role that took the snapshot, with {@code user} for {@code $user}. */
    public static List<String> of(Snapshot snapshot, String user) {
        return parse(snapshot.setting("search_path").map(Setting::resetValue).orElse(DEFAULT), user);
    }

    /** The schemas that a value of the setting search_path names, with {@code user} for {@code $user}. */
    public static List<String> parse(String value, String user) {
        List<String> schemas = new ArrayList<>();
        Matcher names = NAME.matcher(value);
        while (names.find()) {
            String quoted = names.group(1);
            String name = quoted == null ? names.group(2).toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\"");
            if (!name.isEmpty()) {
                schemas.add(name.equals("$user") ? user : name);
            }
        }
        return List.copyOf(schemas);
    }
}
