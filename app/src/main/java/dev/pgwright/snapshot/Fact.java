package dev.pgwright.snapshot;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing to know: an SQL file of the same name and a record for its rows.
 *
 * @param id name of the file {@code <id>.sql}, in snake case; the record has the same name in camel case
 * @param row the record that a row becomes
 * @param reading in which transaction it is read
 * @param extension the extension that it needs, whose schema the file calls {@code :"extension_schema"}
 * @param parts relations whose number decides into how many parts the reading is divided; empty for one
 * @param order order of the rows, where the file cannot give it because it is read in parts
 */
public record Fact<T extends Record>(
        String id,
        Class<T> row,
        Reading reading,
        @Nullable String extension,
        Set<Relation.Kind> parts,
        @Nullable Comparator<T> order) {

    public Fact {
        parts = Set.copyOf(parts);
    }

    /** In which transaction a fact is read. */
    public enum Reading {
        /** In the one repeatable-read transaction of the snapshot; takes no lock on a relation of the user's. */
        SHARED,
        /**
         * In a short transaction of its own: the server's functions that write a definition down open the relations
         * in it with ACCESS SHARE. Relations that another session holds or awaits ACCESS EXCLUSIVE on are left out.
         */
        ALONE
    }

    static <T extends Record> Fact<T> of(String id, Class<T> row) {
        return new Fact<>(id, row, Reading.SHARED, null, Set.of(), null);
    }

    static <T extends Record> Fact<T> ofExtension(String id, Class<T> row, String extension) {
        return new Fact<>(id, row, Reading.SHARED, extension, Set.of(), null);
    }

    static <T extends Record> Fact<T> ofTexts(String id, Class<T> row) {
        return new Fact<>(id, row, Reading.ALONE, null, Set.of(), null);
    }

    /** For texts whose locks last until the end of the transaction: few in each, so that the lock table stays free. */
    static <T extends Record> Fact<T> inParts(String id, Class<T> row, Set<Relation.Kind> parts, Comparator<T> order) {
        return new Fact<>(id, row, Reading.ALONE, null, parts, order);
    }

    /** The extension that this fact needs. */
    public Optional<String> neededExtension() {
        return Optional.ofNullable(extension);
    }

    Optional<Comparator<T>> rowOrder() {
        return Optional.ofNullable(order);
    }

    @Override
    public String toString() {
        return id;
    }
}
