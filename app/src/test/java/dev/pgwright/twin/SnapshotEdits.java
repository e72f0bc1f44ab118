package dev.pgwright.twin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Changes rows of facts, whatever their record. */
final class SnapshotEdits {
    private SnapshotEdits() {}

    /** The rows with another name of the extension that owns them. */
    static <T extends Record> List<T> renamed(List<T> rows, String extension, String other) {
        return rows.stream().map(row -> renamed(row, extension, other)).toList();
    }

    @SuppressWarnings("unchecked") // a record's canonical constructor makes that record
    private static <T extends Record> T renamed(T row, String extension, String other) {
        RecordComponent[] parts = row.getClass().getRecordComponents();
        Object[] values = new Object[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].getAccessor().invoke(row);
                if (parts[i].getName().equals("extension") && extension.equals(values[i])) {
                    values[i] = other;
                }
            }
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return (T) row.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (IllegalAccessException | InstantiationException | NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
