package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code SET name = value} and {@code RESET name} of ALTER DATABASE, ROLE and SYSTEM. */
final class SettingText {
    /** Settings whose value is a list of names, each quoted by itself (dumputils.c, variable_is_guc_list_quote). */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private SettingText() {}

    /** The part behind the object's name; a null value resets. */
    static String change(String setting, @Nullable String value) {
        return value == null ? "RESET " + name(setting) : "SET " + name(setting) + " = " + literal(setting, value);
    }

    /** An extension's settings have two parts. */
    private static String name(String setting) {
        return Identifiers.qualified(setting.split("\\.", -1));
    }

    private static String literal(String setting, String value) {
        if (!LISTS.contains(setting.toLowerCase(Locale.ROOT)) || value.isBlank()) {
            return Identifiers.literal(value);
        }
        return Arrays.stream(value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(String::strip)
                .map(SettingText::unquoted)
                .map(Identifiers::literal)
                .collect(Collectors.joining(", "));
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
