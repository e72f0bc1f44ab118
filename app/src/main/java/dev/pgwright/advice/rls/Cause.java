package dev.pgwright.advice.rls;

import java.util.Locale;

/** What is wrong with a policy, or with a table that should have one. */
public enum Cause {
    /** A function is called for each row although it depends on nothing of it. */
    CALL_PER_ROW(Kind.SPEED, "a function that depends on nothing of the row is called for every row"),
    /** Some calls stand in sub-selects of their own, others of the same condition do not. */
    HALF_WRAPPED(Kind.SPEED, "some calls are made once for a statement, others for every row"),
    /** A function takes a column. */
    CALL_WITH_COLUMN(Kind.SPEED, "a function takes a column, so it is called for every row"),
    /** A sub-select around something of the row. */
    USELESS_WRAPPER(Kind.SPEED, "a sub-select around something of the row saves nothing: it is run for every row"),
    /** EXISTS or IN with a condition on the row. */
    CORRELATED_SUB_SELECT(Kind.SPEED, "a sub-select that asks about the row is run for every row"),
    /** {@code c = ANY (f())}. */
    SET_PER_ROW(Kind.SPEED, "the set that a column is looked up in is made anew for every row"),
    /** A column that an index could find. */
    COLUMN_WITHOUT_INDEX(Kind.SPEED, "no index leads with a column by which the policy finds its rows"),
    /** A policy for users that is evaluated for everybody. */
    NO_ROLE(Kind.SPEED, "the policy is for users who are logged in, and is evaluated for everybody"),
    /** The inner table has policies of its own. */
    POLICY_IN_POLICY(Kind.SPEED, "the policy reads a table whose own policies are evaluated as well"),
    /** Realtime evaluates policies for each subscriber and change. */
    PER_SUBSCRIBER(Kind.SPEED, "realtime evaluates the policy for every subscriber at every change"),

    /** A condition that compares something with itself. */
    TAUTOLOGY(Kind.SECURITY, "a condition compares something with itself, so it holds for every row"),
    /** A condition that always holds. */
    ALWAYS_TRUE(Kind.SECURITY, "the condition always holds"),
    /** What a user may edit decides. */
    USER_EDITABLE_CLAIM(Kind.SECURITY, "a claim that users can edit themselves decides"),
    /** New rows are not checked. */
    NEW_ROWS_UNCHECKED(Kind.SECURITY, "new rows are checked by nothing but a condition that always holds"),
    /** Rows may be given away. */
    NO_WITH_CHECK(Kind.SECURITY, "an update is checked by the condition on old rows alone"),
    /** A policy for every command that reads like one for reading. */
    FOR_ALL(Kind.SECURITY, "the policy is for every command, and lets rows be changed by who may read them"),
    /** No row-level security on a table that the API serves. */
    RLS_OFF(Kind.SECURITY, "row-level security is off on a table that the API serves"),
    /** Enabled, and nobody gets anything. */
    NO_POLICY(Kind.SECURITY, "row-level security is on and there is no policy: nobody but its owner sees a row"),
    /** Policies that do nothing. */
    POLICY_WITHOUT_RLS(Kind.SECURITY, "there are policies and row-level security is off: they do nothing"),
    /** Who is not logged in may change rows. */
    ANONYMOUS_WRITE(Kind.SECURITY, "who is not logged in may change rows"),
    /** Who is not logged in reads everything. */
    ANONYMOUS_SIGN_IN(Kind.SECURITY, "who signed in anonymously counts as a user who is logged in"),
    /** A view runs with its owner's rights. */
    DEFINER_VIEW(Kind.SECURITY, "a view that the API serves reads with its owner's rights, past the policies"),
    /** A function runs with its owner's rights. */
    DEFINER_FUNCTION(Kind.SECURITY, "a function that the API serves runs with its owner's rights"),
    /** A definer function whose names callers can bend. */
    MUTABLE_SEARCH_PATH(Kind.SECURITY, "a function with its owner's rights looks its names up where callers say"),
    /** NULL that matches. */
    NULL_CLAIM_MATCHES(Kind.SECURITY, "without a claim the comparison is with NULL or an empty text, and may match"),
    /** The owner is not held. */
    OWNER_BYPASS(Kind.SECURITY, "the owner of the table is an API role, and policies do not hold for owners"),
    /** Policies that read each other. */
    ENDLESS_RECURSION(Kind.SECURITY, "policies read each other's tables in a circle: every statement fails"),
    /** More grants than policies. */
    GRANTS_WIDER(Kind.SECURITY, "a privilege is granted that no policy ever lets through"),
    /** TRUNCATE is held by no policy. */
    TRUNCATE_GRANTED(Kind.SECURITY, "TRUNCATE is granted, and no policy holds it"),
    /** A role that is gone. */
    UNKNOWN_ROLE(Kind.SECURITY, "a role that the policy names is not there"),
    /** A foreign key tells of rows that policies hide. */
    KEY_LEAKS(Kind.SECURITY, "errors of keys tell of rows that the policies hide"),
    /** Everybody may list a bucket. */
    PUBLIC_BUCKET(Kind.SECURITY, "everybody may list the files of storage"),
    /** A label that the text does not keep. */
    FALSE_LABEL(Kind.SECURITY, "a function promises more than its text keeps");

    /** Whether it costs time or shows rows. */
    public enum Kind {
        SPEED,
        SECURITY
    }

    private final Kind kind;
    private final String words;

    Cause(Kind kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    public Kind kind() {
        return kind;
    }

    /** One clause without full stop. */
    public String words() {
        return words;
    }

    /** Stable name for reports: {@code rls-call-per-row}. */
    public String id() {
        return "rls-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
