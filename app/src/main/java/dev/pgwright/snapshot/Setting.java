package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration parameter (pg_settings). Secrets among the values are left out.
 *
 * @param value value in the reading session, which pgwright limits itself: see resetValue for what others get
 * @param unit unit of the numeric values: 8kB, kB, MB, B, ms, s, min; null for a plain number or a word
 * @param type bool, enum, integer, real or string
 * @param context what it takes to change it: internal, postmaster, sighup, superuser, user, ...
 * @param source where the value comes from: default, configuration file, database, user, ...
 * @param bootValue built-in default
 * @param resetValue value that a new session of this role in this database gets
 * @param enumValues the words that an enum setting takes
 * @param pendingRestart true when a changed value waits for a restart
 */
public record Setting(
        String name,
        @Nullable String value,
        @Nullable String unit,
        String category,
        String type,
        String context,
        String source,
        @Nullable String bootValue,
        @Nullable String resetValue,
        @Nullable String minValue,
        @Nullable String maxValue,
        List<String> enumValues,
        boolean pendingRestart) {
    public Setting {
        enumValues = List.copyOf(enumValues);
    }
}
