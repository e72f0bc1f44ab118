package dev.pgwright.check;

import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** What a new session of the reading role gets of the server's configuration. */
public final class Configured {
    private Configured() {}

    /** A value as the server writes it; none when there is no such setting or the role may not see it. */
    public static Optional<String> text(Snapshot snapshot, String name) {
        return snapshot.setting(name).flatMap(setting -> Optional.ofNullable(setting.resetValue()));
    }

    /** A number in the setting's own unit, for example 8 kB blocks for shared_buffers. */
    public static double number(Snapshot snapshot, String name, double otherwise) {
        return text(snapshot, name).map(Double::parseDouble).orElse(otherwise);
    }

    /** Whether a switch is off. */
    public static boolean isOff(Snapshot snapshot, String name) {
        return text(snapshot, name).filter("off"::equals).isPresent();
    }
}
