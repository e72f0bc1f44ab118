package dev.pgwright.check.settings;

import dev.pgwright.snapshot.Server;
import java.time.Instant;
import java.util.List;

/** A server for snapshots that are about its settings alone. */
final class SettingServers {
    static final List<Server> ANY = List.of(new Server(
            "PostgreSQL 18.0",
            "18.0",
            180_000,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            false,
            "shop",
            "reader",
            false,
            true,
            true,
            8192,
            "UTF8",
            null,
            null,
            null,
            null));

    private SettingServers() {}
}
