package dev.pgwright.check.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.check.Finding;
import dev.pgwright.check.Thresholds;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server without fsync is a danger, unless it is one of our own, which is never recovered. */
class UnsafeDurabilityTest {
    private static Setting setting(String name, String value) {
        return new Setting(
                name,
                value,
                null,
                "",
                "bool",
                "sighup",
                "configuration file",
                "on",
                value,
                null,
                null,
                List.of(),
                false);
    }

    private static List<String> found(Setting... settings) {
        Snapshot snapshot = new Snapshot.Builder()
                .put(Facts.SERVER, SettingServers.ANY)
                .put(Facts.SETTING, List.of(settings))
                .put(Facts.ROLE_SETTING, List.of())
                .build();
        return new UnsafeDurability()
                .find(snapshot, Thresholds.general()).stream()
                        .map(Finding::object)
                        .toList();
    }

    @Test
    void aServerOfSomebodyElsesIsNamed() {
        assertThat(found(setting("fsync", "off"), setting("full_page_writes", "off"), setting("cluster_name", "shop")))
                .containsExactly("fsync", "full_page_writes");
        assertThat(found(setting("fsync", "on"), setting("cluster_name", "shop")))
                .isEmpty();
    }

    @Test
    void oneOfOursIsNotButForWhatHidesDamage() {
        Setting ours = setting("cluster_name", LocalPostgres.CLUSTER_NAME);
        assertThat(found(setting("fsync", "off"), ours)).isEmpty();
        assertThat(found(setting("ignore_checksum_failure", "on"), ours)).containsExactly("ignore_checksum_failure");
    }
}
