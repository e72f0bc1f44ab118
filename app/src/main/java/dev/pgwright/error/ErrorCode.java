package dev.pgwright.error;

/** The catalogue of errors. The name is the stable code that JSON and logs carry. */
public enum ErrorCode {
    USAGE(Owner.USER, ExitStatus.USAGE),
    BAD_TARGET(Owner.USER, ExitStatus.USAGE),
    BAD_FILE(Owner.USER, ExitStatus.USAGE),
    BROKEN_STATEMENT(Owner.USER, ExitStatus.USAGE),
    UNKNOWN_NAME(Owner.USER, ExitStatus.USAGE),
    CANNOT_CONNECT(Owner.ENVIRONMENT, ExitStatus.CONNECTION),
    WRONG_PASSWORD(Owner.USER, ExitStatus.CONNECTION),
    NO_SUCH_DATABASE(Owner.USER, ExitStatus.CONNECTION),
    SERVER_TOO_OLD(Owner.ENVIRONMENT, ExitStatus.CONNECTION),
    NOT_POSTGRESQL(Owner.USER, ExitStatus.CONNECTION),
    MISSING_PRIVILEGE(Owner.USER, ExitStatus.CONNECTION),
    STANDBY(Owner.USER, ExitStatus.CHANGE),
    POOLER(Owner.USER, ExitStatus.CHANGE),
    BUSY(Owner.ENVIRONMENT, ExitStatus.CHANGE),
    NO_SPACE(Owner.ENVIRONMENT, ExitStatus.CHANGE),
    CHANGE_FAILED(Owner.ENVIRONMENT, ExitStatus.CHANGE),
    SERVER_ERROR(Owner.ENVIRONMENT, ExitStatus.CONNECTION),
    CONNECTION_LOST(Owner.ENVIRONMENT, ExitStatus.CONNECTION),
    LOCAL_POSTGRESQL(Owner.ENVIRONMENT, ExitStatus.CONNECTION),
    INTERRUPTED(Owner.USER, ExitStatus.INTERRUPTED),
    INTERNAL(Owner.US, ExitStatus.INTERNAL);

    private final Owner owner;
    private final int exitStatus;

    ErrorCode(Owner owner, int exitStatus) {
        this.owner = owner;
        this.exitStatus = exitStatus;
    }

    public Owner owner() {
        return owner;
    }

    /** The process exit status that this error ends with. */
    public int exitStatus() {
        return exitStatus;
    }
}
