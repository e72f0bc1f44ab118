package dev.pgwright.change;

import java.util.Map;

/** Documents that the ledger keeps beside its changes, so that nothing depends on a process that goes on. */
public interface Notes {
    /** All documents of a kind by their key, in the order of the keys. */
    Map<String, String> all(String kind);

    /** Writes a document, JSON; it is durable when this returns. */
    void put(String kind, String key, String json);

    void remove(String kind, String key);
}
