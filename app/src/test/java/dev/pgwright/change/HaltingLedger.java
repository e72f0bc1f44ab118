package dev.pgwright.change;

import java.util.List;

/** A ledger that ends what uses it right before or right after a certain write. */
final class HaltingLedger implements Ledger {
    /** Thrown where a process would end: nobody catches it. */
    static final class Halt extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Ends the test's run as a process ends. */
    static final Runnable HALT = () -> {
        throw new Halt();
    };

    private final Ledger ledger;
    private final int at;
    private final boolean before;
    private final Runnable end;
    private int writes;

    /**
     * A decorated ledger.
     *
     * @param at number of the write, from 1
     * @param before ends before it is written, not after
     */
    HaltingLedger(Ledger ledger, int at, boolean before, Runnable end) {
        this.ledger = ledger;
        this.at = at;
        this.before = before;
        this.end = end;
    }

    int writes() {
        return writes;
    }

    @Override
    public List<Change> all() {
        return ledger.all();
    }

    @Override
    public Change add(Change change) {
        begin();
        Change added = ledger.add(change);
        written();
        return added;
    }

    @Override
    public void update(Change change) {
        begin();
        ledger.update(change);
        written();
    }

    private void begin() {
        writes++;
        if (writes == at && before) {
            end.run();
        }
    }

    private void written() {
        if (writes == at && !before) {
            end.run();
        }
    }

    @Override
    public String place() {
        return ledger.place();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
