package dev.pgwright.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection that may fail as SQL does. */
@FunctionalInterface
public interface SqlFunction<T> {
    T apply(Connection connection) throws SQLException;
}
