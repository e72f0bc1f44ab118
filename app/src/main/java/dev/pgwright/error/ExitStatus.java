package dev.pgwright.error;

/** Exit statuses of the program: the contract with shells and CI. */
public final class ExitStatus {
    /** Done. */
    public static final int DONE = 0;
    /** Done, with findings at or above {@code --fail-on}. */
    public static final int FINDINGS = 1;
    /** The command line or a file given on it is wrong. */
    public static final int USAGE = 2;
    /** Cannot connect, or a privilege is missing. */
    public static final int CONNECTION = 3;
    /** A change failed, was refused or was undone. */
    public static final int CHANGE = 4;
    /** A defect of pgwright (sysexits.h EX_SOFTWARE). */
    public static final int INTERNAL = 70;
    /** Interrupted by the user (128 + SIGINT). */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
