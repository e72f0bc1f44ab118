package dev.pgwright;

import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Target;
import org.jspecify.annotations.Nullable;

/**
 * The database that a verb works on.
 *
 * @param label how the user would name it again, without a password
 * @param lab the lab that it is; null for the user's own database
 */
public record Place(
        Target target,
        String label,
        @Nullable Lab lab,
        @Nullable LabServer server) implements AutoCloseable {
    /** Ends what was started for this run. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
