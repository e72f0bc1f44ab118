package dev.pgwright.postgres;

/** The SQLSTATEs that pgwright acts on (PostgreSQL documentation, Appendix A). */
public final class SqlStates {
    public static final String INVALID_PASSWORD = "28P01";
    public static final String INVALID_AUTHORIZATION = "28000";
    public static final String INVALID_CATALOG_NAME = "3D000";
    public static final String TOO_MANY_CONNECTIONS = "53300";
    public static final String DISK_FULL = "53100";
    public static final String CANNOT_CONNECT_NOW = "57P03";
    public static final String ADMIN_SHUTDOWN = "57P01";
    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String QUERY_CANCELED = "57014";
    public static final String INSUFFICIENT_PRIVILEGE = "42501";
    public static final String READ_ONLY_SQL_TRANSACTION = "25006";
    public static final String UNIQUE_VIOLATION = "23505";
    public static final String DEADLOCK_DETECTED = "40P01";
    public static final String SERIALIZATION_FAILURE = "40001";
    public static final String UNDEFINED_OBJECT = "42704";
    public static final String OBJECT_IN_USE = "55006";
    public static final String UNDEFINED_TABLE = "42P01";
    public static final String NUMERIC_VALUE_OUT_OF_RANGE = "22003";

    public static final String IDLE_IN_TRANSACTION_TIMEOUT = "25P03";

    private SqlStates() {}

    /** Class 08 and its kin: the connection itself is broken. */
    public static boolean isConnection(String state) {
        return state.startsWith("08") || state.startsWith("57P0") || state.equals(IDLE_IN_TRANSACTION_TIMEOUT);
    }
}
