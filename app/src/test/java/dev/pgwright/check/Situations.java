package dev.pgwright.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** What a check's example needs besides its script: sessions, and lines drawn for a small database of no age. */
final class Situations {
    /** Sessions held open while the snapshot is taken, besides the one that ran the script. */
    private static final Map<String, Integer> SESSIONS = Map.of("connections-near-limit", 3);

    private static final Map<String, Map<String, Object>> LINES = Map.of(
            "unused-index", Map.of("unusedIndexAge", Duration.ZERO, "unusedIndexBytes", 8192L),
            "cache-hit-ratio", Map.of("cacheBlocks", 1000L, "cacheAge", Duration.ZERO),
            "idle-in-transaction", Map.of("idleInTransaction", Duration.ZERO),
            "slow-statement", Map.of("slowStatement", Duration.ofMillis(20)),
            "dominating-statement", Map.of("dominatedTime", Duration.ofMillis(50)),
            "partition-too-many", Map.of("partitions", 4));

    private Situations() {}

    static int sessions(String check) {
        return SESSIONS.getOrDefault(check, 0);
    }

    /** Whether the session that runs the script stays while the snapshot is taken. */
    static boolean isLive(String check) {
        return check.equals("idle-in-transaction") || SESSIONS.containsKey(check);
    }

    static Thresholds thresholds(String check) {
        Map<String, Object> changes = LINES.getOrDefault(check, Map.of());
        try {
            RecordComponent[] parts = Thresholds.class.getRecordComponents();
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                Object general = parts[i].getAccessor().invoke(Thresholds.general());
                values[i] = changes.getOrDefault(parts[i].getName(), general);
            }
            Constructor<Thresholds> constructor = Thresholds.class.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
