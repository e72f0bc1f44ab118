package dev.pgwright.change;

/** Where a change stands; written to the ledger before and after every step. */
public enum ChangeState {
    /** Shown, nothing done. */
    PLANNED,
    /** Its first step may have run: a process that died left it so. */
    APPLYING,
    /** All steps done, effect not yet measured. */
    APPLIED,
    /** Measured and kept. */
    KEPT,
    /** In force, and watched in production until its window is over. */
    WATCHED,
    /** In force; what was counted in its window allowed no verdict, so somebody has to decide. */
    UNVERIFIED,
    /** Being taken back. */
    UNDOING,
    /** Taken back because the user asked, or because it was left half done. */
    UNDONE,
    /** Measured, did not help, taken back; not to be tried again. */
    REFUTED,
    /** The server or a precondition said no; nothing was changed. */
    REFUSED;

    /** The word in reports: {@code planned}, {@code kept}, {@code watched}, {@code unverified}, {@code undone}, ... */
    public String reported() {
        return switch (this) {
            case PLANNED -> "planned";
            case APPLYING, APPLIED, UNDOING, KEPT -> "kept";
            case WATCHED -> "watched";
            case UNVERIFIED -> "unverified";
            case UNDONE, REFUTED -> "undone";
            case REFUSED -> "refused";
        };
    }

    /** True when a run that ended in this state has not come to a verdict. */
    public boolean isUndecided() {
        return this == APPLYING || this == APPLIED || this == UNDOING;
    }

    /** True while the database holds (or may hold) the change. */
    public boolean isInForce() {
        return isUndecided() || isSettled();
    }

    /** True for a change that was made to its end and is in force. */
    public boolean isSettled() {
        return this == KEPT || this == WATCHED || this == UNVERIFIED;
    }
}
