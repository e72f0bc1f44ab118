package dev.pgwright.advice.rls;

import java.util.ArrayList;
import java.util.List;

/**
 * Something of the session that a policy depends on.
 *
 * @param setting such as {@code request.jwt.claims}
 * @param path keys into its JSON; empty for the setting as a whole
 */
public record SessionSource(String setting, List<String> path) {
    public SessionSource {
        path = List.copyOf(path);
    }

    /** The same one key further down. */
    SessionSource then(String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return new SessionSource(setting, longer);
    }

    /** True when users can write it themselves: Supabase copies {@code user_metadata} from what they send. */
    public boolean isUserEditable() {
        return path.contains("user_metadata") || path.contains("raw_user_meta_data");
    }
}
