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
    /** Being taken back. */
    UNDOING,
    /** Taken back because the user asked, or because it was left half done. */
    UNDONE,
    /** Measured, did not help, taken back; not to be tried again. */
    REFUTED,
    /** The server or a precondition said no; nothing was changed. */
    REFUSED;

    /** The word in reports: {@code planned}, {@code kept}, {@code undone} or {@code refused}. */
    public String reported() {
        return switch (this) {
            case PLANNED -> "planned";
            case APPLYING, APPLIED, UNDOING, KEPT -> "kept";
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
        return this == APPLYING || this == APPLIED || this == KEPT || this == UNDOING;
    }
}
